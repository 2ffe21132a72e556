import { messages } from '../messages/index.ts';
import type { Text } from '../messages/text.ts';
import type { Signer } from '../signer/result.ts';
import type { Settings } from '../verify/settings.ts';

const WORDS = messages.proof;

/** By what a signature that holds is known to be its signer’s. */
export function groundsOf({ method }: Signer, settings: Settings): Text {
  return method === 'sigstore' ? WORDS.groundsOf.sigstore : WORDS.groundsOf[method](whence(settings));
}

function whence({ expectation, givenIn }: Settings): Text {
  const words = WORDS.whence;
  switch (expectation?.origin) {
    case 'in-model':
      return words.inModel(givenIn);
    case 'accepted':
      return words.known(givenIn);
    case 'remembered':
      return [words.remembered];
    case 'link':
    case 'link-confirmed':
      return [words.link];
    case 'demo':
      return [words.demo];
    default:
      return words.given(givenIn);
  }
}
