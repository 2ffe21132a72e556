import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  additionsTo,
  type KeptTrust,
  merged,
  NOTHING_KEPT,
  withAnchor,
  withoutAnchor,
  withoutSigner,
  withSigner,
} from '../../../src/trust/kept.ts';
import { type KeptAnchor, nameFrom } from '../../../src/trust/kept-anchor.ts';
import {
  MAX_TRUST_FILE_BYTES,
  MOST_ANCHORS,
  MOST_SIGNERS,
  readTrust,
  writeTrust,
} from '../../../src/trust/kept-file.ts';
import type { Pin, RememberedSigner } from '../../../src/trust/remembered.ts';
import { utf8 } from '../../support/bytes.ts';

const DIGEST = fc.string({
  unit: fc.constantFrom(...Array.from('0123456789abcdef')),
  minLength: 64,
  maxLength: 64,
});
const TEXT = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
const NAME = TEXT.map(nameFrom);
const TIME = fc.nat({ max: 4e12 });

const PIN: fc.Arbitrary<Pin> = fc.oneof(
  fc.record({
    method: fc.constant('sigstore' as const),
    identity: TEXT,
    issuer: TEXT,
    trustRoot: fc.oneof(fc.constant('public-good'), DIGEST),
  }),
  fc.record({ method: fc.constant('key' as const), fingerprint: DIGEST, publicKey: TEXT }),
  fc.record({
    method: fc.constant('certificate' as const),
    root: DIGEST,
    roots: fc.array(TEXT, { maxLength: 3 }),
    leaf: fc.oneof(fc.record({ subject: TEXT }), fc.record({ fingerprint: DIGEST })),
  }),
);
const STATEMENT = fc.record(
  { subject: TEXT, sha256: DIGEST, time: TIME, seenAt: TIME },
  { requiredKeys: ['subject', 'sha256', 'seenAt'] },
);
const SIGNER: fc.Arbitrary<RememberedSigner> = fc.record({
  name: NAME,
  pin: PIN,
  distrusted: fc.boolean(),
  statements: fc.array(STATEMENT, { maxLength: 3 }),
});
const ANCHOR: fc.Arbitrary<KeptAnchor> = fc.record({
  kind: fc.constantFrom('trust-root', 'key', 'authority'),
  name: NAME,
  text: TEXT,
});
const TRUST = fc.record({
  signers: fc.array(SIGNER, { maxLength: 3 }),
  anchors: fc.array(ANCHOR, { maxLength: 3 }),
});

const ALICE: RememberedSigner = {
  name: 'Alice',
  pin: {
    method: 'sigstore',
    identity: 'a@example.com',
    issuer: 'https://i.example',
    trustRoot: 'public-good',
  },
  distrusted: false,
  statements: [{ subject: 'llama', sha256: 'ab'.repeat(32), time: 1, seenAt: 2 }],
};
const KEY: KeptAnchor = { kind: 'key', name: 'publisher.pem', text: 'PEM' };
const KEPT: KeptTrust = { signers: [ALICE], anchors: [KEY] };

/** The code of what comes of a file that is built as one, with something changed. */
function codeOf(change: object): string {
  const file: unknown = { ...(JSON.parse(writeTrust(KEPT)) as object), ...change };
  const read = readTrust(utf8(JSON.stringify(file)));
  return read.ok ? 'read' : read.problem.code;
}

describe('the file of what a person keeps', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(TRUST, (trust) => {
        expect(readTrust(utf8(writeTrust(trust)))).toEqual({ ok: true, value: trust });
      }),
    );
  });

  it.each<[string, object]>([
    ['trust-file-version', { version: 2 }],
    ['trust-file-malformed', { type: 'assay-report' }],
    ['trust-file-malformed', { version: '1' }],
    ['trust-file-malformed', { more: 1 }],
    ['trust-file-malformed', { signers: undefined }],
    ['trust-file-malformed', { signers: {} }],
    ['trust-file-malformed', { signers: Array(MOST_SIGNERS + 1).fill(ALICE) }],
    ['trust-file-malformed', { anchors: Array(MOST_ANCHORS + 1).fill(KEY) }],
    ['trust-file-malformed', { anchors: [{ ...KEY, kind: 'password' }] }],
    ['trust-file-malformed', { anchors: [{ ...KEY, text: '' }] }],
    ['trust-file-malformed', { anchors: [{ ...KEY, trusted: true }] }],
    ['trust-file-malformed', { signers: [{ ...ALICE, name: '' }] }],
    ['trust-file-malformed', { signers: [{ ...ALICE, name: ' Alice' }] }],
    ['trust-file-malformed', { signers: [{ ...ALICE, name: 'ecilA\u202e' }] }],
    ['trust-file-malformed', { signers: [{ ...ALICE, name: 'x'.repeat(81) }] }],
    ['trust-file-malformed', { signers: [{ ...ALICE, distrusted: 'no' }] }],
    ['trust-file-malformed', { signers: [{ ...ALICE, pin: { ...ALICE.pin, identity: '' } }] }],
    ['trust-file-malformed', { signers: [{ ...ALICE, pin: { ...ALICE.pin, trustRoot: 'staging' } }] }],
    ['trust-file-malformed', { signers: [{ ...ALICE, pin: { ...ALICE.pin, pattern: true } }] }],
    [
      'trust-file-malformed',
      { signers: [{ ...ALICE, statements: [{ ...ALICE.statements[0], sha256: 'AB' }] }] },
    ],
    [
      'trust-file-malformed',
      { signers: [{ ...ALICE, statements: [{ ...ALICE.statements[0], time: 1e16 }] }] },
    ],
  ])('%s: %o', (code, change) => {
    expect(codeOf(change)).toBe(code);
  });

  it('is refused where it is no JSON, has a key twice or no end', () => {
    const codes = ['', '{"type":"assay-trust","type":"assay-trust"}', '['.repeat(1000)].map((text) => {
      const read = readTrust(utf8(text));
      return read.ok || read.problem.code;
    });
    expect(new Set(codes)).toEqual(new Set(['trust-file-malformed']));
    expect(readTrust(new Uint8Array(MAX_TRUST_FILE_BYTES + 1))).toMatchObject({ ok: false });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json().map(utf8), fc.uint8Array()), (bytes) => {
        expect(readTrust(bytes).ok).toBe(false);
      }),
    );
  });
});

describe('a name', () => {
  it('made of a file’s is one that may be given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (fileName) => {
        const name = nameFrom(fileName);
        expect(nameFrom(name)).toBe(name);
        expect(name).not.toBe('');
      }),
    );
  });
});

describe('what is kept', () => {
  it('holds a signer and an anchor once', () => {
    const renamed = { ...ALICE, name: 'Alice of example.com' };
    expect(withSigner(KEPT, renamed).signers).toEqual([renamed]);
    const bob = { ...ALICE, pin: { ...ALICE.pin, identity: 'b@example.com' } };
    expect(withSigner(KEPT, bob).signers).toEqual([bob, ALICE]);
    expect(withAnchor(KEPT, { ...KEY, name: 'again' }).anchors).toEqual([{ ...KEY, name: 'again' }]);
    expect(withoutSigner(KEPT, ALICE.pin).signers).toEqual([]);
    expect(withoutAnchor(KEPT, KEY).anchors).toEqual([]);
  });

  it('takes from a file what is new, and leaves the rest as it is', () => {
    const trusting = { ...ALICE, name: 'Somebody else', distrusted: false };
    const kept = { ...KEPT, signers: [{ ...ALICE, distrusted: true }] };
    const other = { signers: [trusting], anchors: [KEY, { ...KEY, text: 'other' }] };
    expect(additionsTo(kept, other)).toEqual({ signers: [], anchors: [{ ...KEY, text: 'other' }] });
    expect(merged(kept, other)).toEqual({ ...kept, anchors: other.anchors });
    expect(merged(NOTHING_KEPT, KEPT)).toEqual(KEPT);
  });
});
