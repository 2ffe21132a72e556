import Ajv from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import schema from '../../../docs/report.schema.json';
import { problem } from '../../../src/oms/error.ts';
import { documentOf } from '../../../src/report/document.ts';
import { jsonText, reportJson } from '../../../src/report/json.ts';
import { readReport } from '../../../src/report/read.ts';
import type { Report } from '../../../src/verify/report.ts';
import { STATES } from '../../../src/verify/verdict.ts';
import { utf8 } from '../../support/bytes.ts';
import { HOSTILE, reportsOfAllKinds, verifiedReport } from '../../support/report.ts';

const reports = await reportsOfAllKinds();
const verified = await verifiedReport();
const validate = new Ajv({ allErrors: true, strict: true, strictRequired: false }).compile(schema);

/** What the schema finds wrong with a report’s JSON text. */
function complaints(json: string): string[] {
  validate(JSON.parse(json));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}

/** The code of what the reader finds wrong with `json`. */
function refusal(json: string): string {
  const read = readReport(utf8(json));
  return read.ok ? 'read' : read.problem.code;
}

describe('the JSON form', () => {
  it('is tried in every state', () => {
    const states = new Set(Object.values(reports).map(({ verdict }) => verdict.state));
    expect([...states].sort()).toEqual([...STATES].sort());
  });

  it.each(Object.entries(reports))('%s: is as the schema says, and is read back', (_name, report) => {
    const json = reportJson(report, '1.2.3');
    expect(complaints(json)).toEqual([]);
    const read = readReport(utf8(json));
    expect(read).toEqual({ ok: true, value: JSON.parse(json) as unknown });
  });

  it('has no field that the schema does not name', () => {
    const json = JSON.stringify({ ...documentOf(verified, '1'), more: 1 });
    expect(complaints(json)).toEqual([' must NOT have additional properties']);
  });

  it('tells the version, the age of the trust root, and what was not checked', () => {
    const { sigstore } = reports;
    if (!sigstore) throw new Error('no report of the method');
    expect(documentOf(sigstore, '1.2.3')).toMatchObject({
      application: { name: 'Assay', version: '1.2.3' },
      settings: { trustRoot: { kind: 'imported', origin: 'accepted' } },
      signature: { trustRoot: { newest: '2025-01-01T00:00:00.000Z', asOf: '2026-01-01T00:00:00.000Z' } },
      notChecked: [expect.stringContaining('safe'), expect.stringContaining('revoked'), expect.anything()],
    });
  });

  it('is read back the same whatever the names are', () => {
    const text = fc.string({ unit: 'binary', maxLength: 20 });
    fc.assert(
      fc.property(text, text, text, fc.nat(), (name, path, detail, size) => {
        const report: Report = {
          ...verified,
          model: { ...verified.model, name },
          findings: [
            { outcome: 'match', path, size },
            { outcome: 'unreadable', path, problem: problem('file-unreadable', detail) },
          ],
          uselessIgnores: [path],
        };
        const read = readReport(utf8(reportJson(report, name)));
        expect(read).toEqual({ ok: true, value: documentOf(report, name) });
      }),
    );
  });

  it('holds no half of a character', () => {
    expect(JSON.parse(jsonText({ detail: `${'x'.repeat(3)}\ud83d` }))).toEqual({ detail: 'xxx\ufffd' });
  });
});

describe('reading a report', () => {
  const json = reportJson(verified, '1');
  const changed = (from: string, to: string): string => {
    expect(json).toContain(from);
    return json.replace(from, to);
  };

  it.each([
    ['', 'report-malformed'],
    ['{}', 'report-malformed'],
    ['[]', 'report-malformed'],
    [json.slice(0, -1), 'report-malformed'],
    [changed('"type"', '"type": "assay-report", "type"'), 'report-malformed'],
    [changed('"state": "verified"', '"state": "safe"'), 'report-malformed'],
    [changed('"files": 2', '"files": -2'), 'report-malformed'],
    [changed('"readAt": "1970', '"readAt": "yesterday'), 'report-malformed'],
    [changed('"headline": "', '"headline": "\\u202e'), 'report-malformed'],
    [changed('"outcome": "match"', '"outcome": "constructor"'), 'report-malformed'],
    [changed('"code": "verified"', '"code": "<b>"'), 'report-malformed'],
    [changed('"version": "2.1"', '"version": "3.0"'), 'report-version'],
    [changed('"version": "2.1"', '"version": "2"'), 'report-version'],
    [changed('"version": "2.1"', '"version": "2.7", "later": {}'), 'read'],
    [changed('"causes": []', '"causes": [{}]'), 'report-malformed'],
    // As before version 2.1.
    [changed('"version": "2.1"', '"version": "2.0"').replace(/"causes": \[\],/, ''), 'read'],
  ])('%#: %s', (text, code) => {
    expect(refusal(text)).toBe(code);
  });

  it('ends with a code of its own whatever is changed in it', () => {
    const piece = fc.oneof(
      fc.json({ maxDepth: 1 }),
      fc.constantFrom('', '"', '{', ',', 'null', '-1', '1e999'),
    );
    fc.assert(
      fc.property(fc.nat(json.length), fc.nat(40), piece, (at, length, put) => {
        expect(['read', 'report-malformed', 'report-version']).toContain(
          refusal(json.slice(0, at) + put + json.slice(at + length)),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('refuses what is too large before it parses it', () => {
    const huge = new Uint8Array(64 * 1024 * 1024 + 1).fill(0x20);
    const read = readReport(huge);
    expect(!read.ok && read.problem.detail).toBe('larger than 64 MiB');
  });

  it('takes nothing of a stranger’s fields along', () => {
    const read = readReport(
      utf8(changed('"type"', `"__proto__": {"x": 1}, "more": ${JSON.stringify(HOSTILE)}, "type"`)),
    );
    expect(read.ok && Object.keys(read.value)).toEqual(Object.keys(documentOf(verified, '1')));
  });
});
