import { messages } from '../messages/index.ts';
import type { Report } from '../verify/report.ts';
import { foundInModel } from '../verify/settings.ts';

const WORDS = messages.remedies;

/** One sentence on what to do about a verdict; undefined where there is nothing to do, or a cause says it. */
export function adviceOn({ causes, settings, signature, verdict }: Report): string | undefined {
  if ('problems' in verdict) {
    const [{ code, next }] = verdict.problems;
    const explained = code === 'files-differ' && causes.some(({ wholly }) => wholly);
    return explained ? undefined : next;
  }
  switch (verdict.code) {
    case 'signer-unconfirmed':
    case 'signer-changed':
      return WORDS.confirmSigner;
    case 'origin-unconfirmed': {
      const found = signature && foundInModel(signature, settings);
      return found && WORDS.confirmOrigin[found];
    }
    default:
      return undefined;
  }
}
