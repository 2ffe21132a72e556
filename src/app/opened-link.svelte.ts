import type { LinkExpectation } from '../link/expectation.ts';
import type { VerificationLink } from '../link/link.ts';

/** What the bundle in a link is called: it has no file of its own. */
const BUNDLE_NAME = 'link';

/** A verification link that the page was opened by, and what became of it. */
export class OpenedLink {
  readonly expectation: LinkExpectation;
  /** The bundle that came in it, or was loaded from the address that it names. */
  bundle = $state.raw<File>();
  /** True once the person said to have the link from somebody they trust. */
  confirmed = $state(false);

  constructor({ bundle, expectation }: VerificationLink) {
    this.expectation = expectation;
    if (bundle) this.bundle = new File([bundle], BUNDLE_NAME);
  }
}
