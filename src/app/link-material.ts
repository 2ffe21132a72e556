import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { LinkExpectation } from '../link/expectation.ts';
import type { Material } from '../link/expected.ts';
import { attempt } from '../oms/error.ts';
import { summarize } from '../signer/certificate-summary.ts';
import { readCertificates, readPublicKey } from '../signer/pem.ts';

/** A file that a link names and does not hold. */
export type Need = 'key' | 'root' | 'trust-root';

/** The files that a person needs besides the link. */
export function needsOf({ signer, trustRoot }: LinkExpectation): Need[] {
  return [
    ...(signer.method === 'key' && 'fingerprint' in signer ? ['key' as const] : []),
    ...(signer.method === 'certificate' ? ['root' as const] : []),
    ...(trustRoot === 'public-good' ? [] : ['trust-root' as const]),
  ];
}

/** True if a file of this text is the one that a link names. That a root is the staging instance’s is the person’s word. */
export function isNamed({ signer, trustRoot }: LinkExpectation, need: Need, text: string): boolean {
  switch (need) {
    case 'key': {
      const key = readPublicKey(text);
      return key.ok && 'fingerprint' in signer && signer.fingerprint === key.value.fingerprint;
    }
    case 'root': {
      const ders = readCertificates(text);
      if (!ders.ok || signer.method !== 'certificate') return false;
      return ders.value.some((der) => {
        const read = attempt(() => summarize(der));
        return read.ok && read.value.fingerprint === signer.root;
      });
    }
    case 'trust-root':
      return trustRoot === 'staging' || trustRoot === bytesToHex(sha256(utf8ToBytes(text)));
  }
}

/** Of what the person gave, what the link names: another key or root is not what it asks for. */
export function materialFor(link: LinkExpectation, { publicKey, roots = [] }: Material): Material {
  return {
    ...(publicKey !== undefined && isNamed(link, 'key', publicKey) && { publicKey }),
    // What helps on the way to the root stands in files of its own.
    ...(roots.some((pem) => isNamed(link, 'root', pem)) && { roots }),
  };
}
