import type { BundleDescription } from '../../signer/describe.ts';
import type { Signature } from '../../signer/signature.ts';

/** What may be said of a part of a bundle: it follows from the check, nobody vouches for it, or it is trusted beforehand. */
export type Standing = 'proven' | 'claimed' | 'trusted';

/** The standing of each layer. */
export interface Standings {
  /** As many as the chain has certificates. */
  readonly chain: readonly Standing[];
  /** The promises of certificate logs in the signer's certificate. */
  readonly promises: Standing;
  readonly log: Standing;
  readonly timestamps: Standing;
  /** Envelope and statement. */
  readonly content: Standing;
}

/**
 * What a signature check proved of the layers of its bundle. A check that held does not vouch for all that lies in a
 * bundle: keys and private certificates need no log entry, and what else stands in their bundles was not looked at.
 */
export function standingsOf(signature: Signature | undefined, description: BundleDescription): Standings {
  const { chain, method, timestamps } = description;
  const holds = signature?.ok === true;
  const proven = (is: boolean): Standing => (holds && is ? 'proven' : 'claimed');
  const times = holds ? signature.times.filter(({ source }) => source === 'rfc3161') : [];
  const passed = (id: string): boolean =>
    signature?.checks.some((check) => check.id === id && check.status === 'pass') ?? false;
  const given = givenRoot(signature, description);
  return {
    chain: chain.map(({ from }, index) =>
      from === 'trust-root' || index === given ? 'trusted' : proven(index === 0 || index < given),
    ),
    promises: proven(passed('certificate-transparency')),
    log: proven(method === 'sigstore'),
    // One that did not verify leaves no trace in the result, so that only all of them together are known to have.
    timestamps: proven(times.length === timestamps.length),
    content: proven(true),
  };
}

/** Where an unbroken run of signatures from the signer's certificate meets the root that the person gave; -1 if none does. */
function givenRoot(signature: Signature | undefined, { chain }: BundleDescription): number {
  if (signature?.ok !== true || signature.signer.method !== 'certificate') return -1;
  const { root } = signature.signer;
  const end = chain.findIndex(
    ({ certificate }) => certificate.ok && certificate.value.fingerprint === root?.fingerprint,
  );
  return chain.slice(1, end + 1).every(({ issuedPrevious }) => issuedPrevious) ? end : -1;
}
