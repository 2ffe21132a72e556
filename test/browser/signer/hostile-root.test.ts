import { describe, expect, it } from 'vitest';
import { first } from '../../support/bundle.ts';
import { base64 } from '../../support/bytes.ts';
import {
  type Case,
  deviate,
  type Deviation,
  importRoot,
  outcomeOf,
  outcomeOfText,
} from '../../support/deviation.ts';
import { seq } from '../../support/der.ts';
import { createKey } from '../../support/keys.ts';
import { createRekor } from '../../support/rekor.ts';
import { createInstance } from '../../support/sigstore-instance.ts';
import { trustedLog, type TrustedRootJson } from '../../support/trusted-root.ts';

/** The same instance by name, with keys of its own. */
const namesake = await createInstance();

/** A log whose key nobody can use yet. */
const future = trustedLog(await createRekor('rekor2030.sigstore.example'));
future.publicKey.keyDetails = 'PKIX_OF_TOMORROW';
const broken = trustedLog(await createRekor('broken.sigstore.example'));
broken.publicKey.rawBytes = base64(seq());

const noScts = () => ({ certificate: { scts: undefined } });

const root = (change: NonNullable<Deviation['root']>): Deviation => ({ root: change });

describe('what a root may hold', () => {
  it.each<Case>([
    ['logs that nobody can use yet, first', root(({ tlogs }) => tlogs.unshift(future, broken)), 'verified'],
    ['logs that nobody can use yet, last', root(({ tlogs }) => tlogs.push(future, broken)), 'verified'],
    [
      'certificate transparency logs that nobody can use yet',
      root(({ ctlogs }) => ctlogs.unshift(future, broken)),
      'verified',
    ],
    [
      'a short checkpoint id',
      root(({ tlogs }) => (first(tlogs).checkpointKeyId = { keyId: base64(Uint8Array.of(1, 2, 3, 4)) })),
      'verified',
    ],
    [
      'the checkpoint id of another log',
      root(({ tlogs }) => (first(tlogs).checkpointKeyId = { keyId: base64(namesake.rekor.id) })),
      'verified',
    ],
    [
      'an authority of the same name before it',
      root(({ certificateAuthorities }) =>
        certificateAuthorities.unshift(...namesake.trustedRoot.certificateAuthorities),
      ),
      'verified',
    ],
    [
      'an authority of the same name after it',
      root(({ certificateAuthorities }) =>
        certificateAuthorities.push(...namesake.trustedRoot.certificateAuthorities),
      ),
      'verified',
    ],
    [
      'an authority of timestamps of the same name before it',
      root(({ timestampAuthorities }) =>
        timestampAuthorities.unshift(...namesake.trustedRoot.timestampAuthorities),
      ),
      'verified',
    ],
    [
      'logs of the same name before it',
      root(({ tlogs, ctlogs }) => {
        tlogs.unshift(...namesake.trustedRoot.tlogs);
        ctlogs.unshift(...namesake.trustedRoot.ctlogs);
      }),
      'verified',
    ],
    [
      'no certificate transparency log, where certificates have no SCT',
      { sign: noScts, ...root((json) => (json.ctlogs = [])) },
      'verified',
    ],
    [
      'no log at all, where there are timestamps',
      {
        sign: () => ({ ...noScts(), log: async () => Promise.resolve([]) }),
        ...root((json) => Object.assign(json, { tlogs: [], ctlogs: [] })),
      },
      'verified',
    ],
    [
      'no timestamp authority, where there is a promise',
      {
        bundle: ({ verificationMaterial }) => delete verificationMaterial.timestampVerificationData,
        ...root((json) => (json.timestampAuthorities = [])),
      },
      'verified',
    ],
  ])('%s', async (_what, deviation, expected) => {
    expect(await outcomeOf(deviation)).toBe(expected);
  });
});

describe('what a root may not do without', () => {
  it.each<Case>([
    [
      'the log that the bundle has an entry of',
      root((json) => (json.tlogs = [])),
      'sigstore-log in log-promise',
    ],
    [
      'the certificate transparency log that the certificate has an SCT of',
      root((json) => (json.ctlogs = [])),
      'sigstore-sct in certificate-transparency',
    ],
    [
      'the authority that the bundle has a timestamp of',
      root((json) => (json.timestampAuthorities = [])),
      'sigstore-timestamp in timestamps',
    ],
    [
      'SCTs, where its log cannot be used yet',
      { sign: noScts, ...root((json) => (json.ctlogs = [future])) },
      'sigstore-sct in certificate-transparency',
    ],
    [
      'an entry, where its log cannot be used yet',
      {
        sign: () => ({ log: async () => Promise.resolve([]) }),
        ...root((json) => (json.tlogs = [future])),
      },
      'sigstore-log-missing in log-entry',
    ],
    [
      'the right authority',
      root((json) => (json.certificateAuthorities = namesake.trustedRoot.certificateAuthorities)),
      'sigstore-path in certificate-path',
    ],
    [
      'the right log',
      root((json) => (json.tlogs = namesake.trustedRoot.tlogs)),
      'sigstore-log in log-promise',
    ],
    [
      'the right certificate transparency log',
      root((json) => (json.ctlogs = namesake.trustedRoot.ctlogs)),
      'sigstore-sct in certificate-transparency',
    ],
    [
      'the right authority of timestamps',
      root((json) => (json.timestampAuthorities = namesake.trustedRoot.timestampAuthorities)),
      'sigstore-timestamp in timestamps',
    ],
    [
      'a log’s own key',
      root(async ({ tlogs }) => {
        first(tlogs).publicKey.rawBytes = base64((await createKey()).spki);
      }),
      'sigstore-log in log-promise',
    ],
  ])('%s', async (_what, deviation, expected) => {
    expect(await outcomeOf(deviation)).toBe(expected);
  });
});

it('names every log that it leaves out', async () => {
  const { trustedRoot } = await deviate({
    root({ tlogs, ctlogs }) {
      tlogs.push(future);
      ctlogs.push(broken);
    },
  });
  expect(importRoot(JSON.stringify(trustedRoot)).summary.warnings).toEqual([
    expect.stringMatching(/^rekor2030\.sigstore\.example is left out/),
    expect.stringMatching(/^broken\.sigstore\.example is left out/),
  ]);
});

describe('a client’s configuration', () => {
  const configuration = (trustedRoot: unknown, rest: object = {}): string =>
    JSON.stringify({
      mediaType: 'application/vnd.dev.sigstore.clienttrustconfig.v0.1+json',
      trustedRoot,
      ...rest,
    });

  it.each<[string, (root: TrustedRootJson) => string, string]>([
    ['with a root', (json) => configuration(json), 'verified'],
    ['with services', (json) => configuration(json, { signingConfig: { caUrls: [] } }), 'verified'],
    ['with a root as text', (json) => configuration(JSON.stringify(json)), 'trust-root-malformed in loading'],
    ['without a root', () => configuration(undefined), 'trust-root-malformed in loading'],
    ['with null for a root', () => configuration(null), 'trust-root-malformed in loading'],
    [
      'with a root of another instance',
      () => configuration(namesake.trustedRoot),
      'sigstore-timestamp in timestamps',
    ],
    [
      'with the right root beside a wrong one, as a root’s own fields',
      ({ tlogs, ctlogs, certificateAuthorities, timestampAuthorities }) =>
        configuration(namesake.trustedRoot, { tlogs, ctlogs, certificateAuthorities, timestampAuthorities }),
      'sigstore-timestamp in timestamps',
    ],
    [
      'with two roots',
      (json) => configuration(json).replace('"trustedRoot":', '"trustedRoot":{},"trustedRoot":'),
      'trust-root-malformed in loading',
    ],
  ])('%s', async (_what, wrap, expected) => {
    const { text, trustedRoot } = await deviate({});
    expect(outcomeOfText(text, wrap(trustedRoot))).toBe(expected);
  });
});

it.each(['', 'null', '[]', '"root"', '{}', `{"mediaType":${'['.repeat(100)}`, '\u{feff}{}'])(
  'a root of %j is refused',
  async (json) => {
    const { text } = await deviate({});
    expect(outcomeOfText(text, json)).toBe('trust-root-malformed in loading');
  },
);
