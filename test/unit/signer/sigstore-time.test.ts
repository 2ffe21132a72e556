import { expect, it } from 'vitest';
import { attempt } from '../../../src/oms/error.ts';
import { parseTimestamps } from '../../../src/signer/sigstore-time.ts';

it('refuses a timestamp that would take long to read', () => {
  expect(attempt(() => parseTimestamps([new Uint8Array(32 * 1024 + 1)]))).toMatchObject({
    ok: false,
    problem: { code: 'sigstore-timestamp', detail: 'a timestamp of 32769 bytes' },
  });
});
