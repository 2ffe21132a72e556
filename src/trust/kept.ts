import { type KeptAnchor, sameAnchor } from './kept-anchor.ts';
import { type Pin, type RememberedSigner, samePin } from './remembered.ts';

/** All that a person trusts of their own accord, or turns down. Plain data. */
export interface KeptTrust {
  readonly signers: readonly RememberedSigner[];
  readonly anchors: readonly KeptAnchor[];
}

/** Nothing at all. */
export const NOTHING_KEPT: KeptTrust = { signers: [], anchors: [] };

/** With a signer in place of what was known of them, or before all others. */
export function withSigner(trust: KeptTrust, signer: RememberedSigner): KeptTrust {
  const known = trust.signers.some(({ pin }) => samePin(pin, signer.pin));
  const signers = known
    ? trust.signers.map((each) => (samePin(each.pin, signer.pin) ? signer : each))
    : [signer, ...trust.signers];
  return { ...trust, signers };
}

/** Without the signer of that pin. */
export function withoutSigner(trust: KeptTrust, pin: Pin): KeptTrust {
  return { ...trust, signers: trust.signers.filter((each) => !samePin(each.pin, pin)) };
}

/** With a trust root, a key or authorities before all others, once. */
export function withAnchor(trust: KeptTrust, anchor: KeptAnchor): KeptTrust {
  return { ...trust, anchors: [anchor, ...withoutAnchor(trust, anchor).anchors] };
}

/** Without one of them. */
export function withoutAnchor(trust: KeptTrust, anchor: KeptAnchor): KeptTrust {
  return { ...trust, anchors: trust.anchors.filter((each) => !sameAnchor(each, anchor)) };
}

/** What `other` holds that is not in `trust`: what the person knows already stays as it is. */
export function additionsTo(trust: KeptTrust, other: KeptTrust): KeptTrust {
  return {
    signers: other.signers.filter(({ pin }) => !trust.signers.some((each) => samePin(each.pin, pin))),
    anchors: other.anchors.filter((anchor) => !trust.anchors.some((each) => sameAnchor(each, anchor))),
  };
}

/** Both together; of what both hold, what `trust` says of it. */
export function merged(trust: KeptTrust, other: KeptTrust): KeptTrust {
  const { anchors, signers } = additionsTo(trust, other);
  return { signers: [...trust.signers, ...signers], anchors: [...trust.anchors, ...anchors] };
}
