import fc from 'fast-check';
import type { LinkExpectation, LinkSigner } from '../../src/link/expectation.ts';
import { isVisible } from '../../src/oms/visible.ts';
import type { WorkflowRule } from '../../src/signer/workflow.ts';

/** A key that a link may hold: canonical PEM. */
export const PUBLIC_KEY = `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEYKzzcul9oAJsKQhWTbHRzFpOvf8+
BNlFmRZAwDFOv6AJPgSGb29QjZmk5fyaamsUTuBaS0mZk2vTvX72OLCk7A==
-----END PUBLIC KEY-----
`;

/** The expectation of an ordinary link. */
export const ORDINARY: LinkExpectation = {
  signer: { method: 'sigstore', identity: 'signer@example.com', issuer: 'https://accounts.example.com' },
  trustRoot: 'public-good',
};

const text = (maxLength: number): fc.Arbitrary<string> =>
  fc
    .oneof(
      fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength }),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: maxLength / 8 }),
    )
    .map((found) => found.trim())
    .filter((found) => found !== '' && found.length <= maxLength && isVisible(found));
const digest = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''));
const name = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,9}$/);
const rule: fc.Arbitrary<WorkflowRule> = fc.oneof(
  fc.record({
    accept: fc.constant('any-ref' as const),
    forge: fc.constant('github.com' as const),
    owner: name,
    repository: name,
    file: name.map((file) => `.github/workflows/${file}`),
  }),
  fc.record({
    accept: fc.constant('any-ref' as const),
    forge: fc.constant('gitlab.com' as const),
    owner: name,
    repository: fc.tuple(name, name).map((parts) => parts.join('/')),
    file: name,
  }),
  fc.record({
    accept: fc.constant('any-workflow' as const),
    forge: fc.constantFrom('github.com' as const, 'gitlab.com' as const),
    owner: name,
    repository: name,
  }),
  fc.record({
    accept: fc.constant('any-repository' as const),
    forge: fc.constantFrom('github.com' as const, 'gitlab.com' as const),
    owner: name,
  }),
);
const signer: fc.Arbitrary<LinkSigner> = fc.oneof(
  fc.record({
    method: fc.constant('sigstore' as const),
    identity: fc.oneof(text(512), rule),
    issuer: text(512),
  }),
  fc.record({ method: fc.constant('key' as const), fingerprint: digest }),
  fc.record({ method: fc.constant('key' as const), publicKey: fc.constant(PUBLIC_KEY) }),
  fc.record(
    {
      method: fc.constant('certificate' as const),
      root: digest,
      leaf: fc.oneof(fc.record({ subject: text(1024) }), fc.record({ fingerprint: digest })),
    },
    { requiredKeys: ['method', 'root'] },
  ),
);

/** Any expectation that a link may hold. */
export const anyExpectation: fc.Arbitrary<LinkExpectation> = fc.record(
  {
    signer,
    trustRoot: fc.oneof(fc.constantFrom('public-good', 'staging'), digest),
    statement: digest,
    model: text(256),
    bundle: fc
      .webUrl({ validSchemes: ['https'], withQueryParameters: true })
      .map((address) => new URL(address).href),
  },
  { requiredKeys: ['signer', 'trustRoot'] },
);
