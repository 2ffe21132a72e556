import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../../support/deviation.ts';
import { ENTRY_KINDS, rekorVersion } from '../../support/entry-body.ts';
import type { KeyType } from '../../support/keys.ts';
import type { InstanceOptions } from '../../support/sigstore-instance.ts';

// Every kind of key in every place where a Sigstore instance has one. What must verify and does not is a list of its own.

const TYPES: readonly KeyType[] = ['P-256', 'P-384', 'P-521', 'Ed25519', 'RSA'];
type Place = keyof NonNullable<InstanceOptions['keyTypes']>;
const PLACES: readonly Place[] = ['root', 'intermediate', 'rekor', 'ctLog', 'timestampAuthority'];

describe.each(PLACES)('the key of an instance’s %s', (place) => {
  it.each(TYPES)('may be of type %s', async (type) => {
    // RFC 6962 §2.1.4 knows P-256 and RSA; the library reads no other algorithm in an SCT than those.
    const refused = place === 'ctLog' && type === 'Ed25519';
    expect(await outcomeOf({ instance: { keyTypes: { [place]: type } } })).toBe(
      refused ? 'sigstore-sct in certificate-transparency' : 'verified',
    );
  });
});

it.each(TYPES)('the key of a log of version 2 may be of type %s', async (rekor) => {
  expect(await outcomeOf({ instance: { keyTypes: { rekor }, rekor: { version: 2 } } })).toBe('verified');
});

it('all keys may be of the largest curve', async () => {
  const keyTypes = Object.fromEntries(PLACES.map((place) => [place, 'P-521']));
  expect(await outcomeOf({ instance: { keyTypes }, sign: () => ({ keyType: 'P-521' }) })).toBe('verified');
});

describe.each(TYPES)('a leaf’s key of type %s', (keyType) => {
  it.each(ENTRY_KINDS)('is judged where the log holds %s', async (entry) => {
    expect(
      await outcomeOf({
        instance: { rekor: { version: rekorVersion(entry) } },
        sign: () => ({ keyType, entry }),
      }),
    ).toBe(
      // A `hashedrekord` holds the digest that was signed, and the library compares SHA-256 only: these are refused.
      entry.startsWith('hashedrekord') && !['P-256', 'RSA'].includes(keyType)
        ? 'sigstore-log-entry in log-entry'
        : 'verified',
    );
  });
});
