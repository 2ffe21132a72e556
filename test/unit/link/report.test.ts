import Ajv from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import schema from '../../../docs/report.schema.json';
import { expectationOf } from '../../../src/link/expected.ts';
import { reportJson } from '../../../src/report/json.ts';
import { readReport } from '../../../src/report/read.ts';
import { utf8 } from '../../support/bytes.ts';
import { anyExpectation, PUBLIC_KEY } from '../../support/link.ts';
import { verifiedReport } from '../../support/report.ts';

const verified = await verifiedReport();
const isAsTheSchemaSays = new Ajv({ strict: true, strictRequired: false }).compile(schema);

it('whatever a link says to expect stands in the report, and is read back', { timeout: 20_000 }, () => {
  const material = fc.constantFrom({}, { publicKey: PUBLIC_KEY, roots: ['PEM', ''] });
  const origin = fc.constantFrom('link' as const, 'link-confirmed' as const, 'remembered' as const);
  fc.assert(
    fc.property(anyExpectation, origin, material, (link, from, has) => {
      const expectation = expectationOf(link, from, has);
      const json = reportJson({ ...verified, settings: { ...verified.settings, expectation } }, '1');
      expect(isAsTheSchemaSays(JSON.parse(json))).toBe(true);
      const read = readReport(utf8(json));
      expect(read.ok && read.value.expectation).toEqual(expectation);
    }),
  );
});
