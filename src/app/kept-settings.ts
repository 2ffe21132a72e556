import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { TrustRootSource } from '../signer/result.ts';
import type { KeptAnchor } from '../trust/kept-anchor.ts';
import type { Settings } from '../verify/settings.ts';
import type { PublicGood } from './public-good.svelte.ts';

/** Settings of a person who gave no trust root, with the one that counts: the remembered signer’s, or the newest public one. */
export async function withKept(
  settings: Settings,
  anchors: readonly KeptAnchor[],
  publicGood: PublicGood,
): Promise<Settings> {
  const { expectation, trustRoot } = settings;
  if (trustRoot.kind !== 'public-good') return settings;
  const wanted = expectation?.origin === 'remembered' ? expectation.trustRoot : undefined;
  const kept = wanted === undefined ? undefined : rootOf(wanted, anchors);
  return { ...settings, trustRoot: kept ?? (await publicGood.source()) };
}

function rootOf(digest: string, anchors: readonly KeptAnchor[]): TrustRootSource | undefined {
  const found = anchors.find(
    ({ kind, text }) => kind === 'trust-root' && bytesToHex(sha256(utf8ToBytes(text))) === digest,
  );
  return found && { kind: 'imported', json: found.text, name: found.name, origin: 'file' };
}
