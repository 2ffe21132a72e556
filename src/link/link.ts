import { base64urlnopad } from '@scure/base';
import { problemOf, Refusal, type Result } from '../oms/error.ts';
import type { LinkExpectation } from './expectation.ts';
import { expectationFrom, type Fields, fieldsOf, malformed } from './fields.ts';
import { frame, MAX_LINK, unframe } from './frame.ts';
import { packBundle, unpackBundle } from './packed-bundle.ts';
import { readParameters, writeParameters } from './parameters.ts';

/** What a link holds: somebody’s claim whom to expect, and perhaps the bundle. */
export interface VerificationLink {
  readonly expectation: LinkExpectation;
  /** The bundle’s file, in a link that holds it. */
  readonly bundle?: Uint8Array<ArrayBuffer>;
}

/** What a person needs besides the model: the bundle too, leave to load it from its address, or nothing. */
export type LinkKind = 'expectation' | 'address' | 'self-contained';

/** Which of the three kinds a link is. */
export function linkKind({ bundle, expectation }: VerificationLink): LinkKind {
  if (bundle) return 'self-contained';
  return expectation.bundle === undefined ? 'expectation' : 'address';
}

/** The field of a bundle that is in the link, which stands last. */
const INLINE = 'inline';

/**
 * Writes a link: `BASE#v1:LENGTH:PARAMETERS:CHECKSUM`. Everything is in the fragment, which no server sees.
 *
 * Problems: `link-too-large` over 16 KiB, `link-malformed` where {@link readLink} would refuse what it says, those of a
 * key or a bundle that cannot be read.
 *
 * @param base the page’s address; its query and fragment are left out
 */
export async function writeLink(link: VerificationLink, base: string): Promise<Result<string>> {
  return settled(async () => {
    const fields = fieldsOf(link.expectation);
    // Nothing is written that nobody could read.
    expectationFrom(fields);
    const inline: Fields = link.bundle
      ? [[INLINE, base64urlnopad.encode(await packBundle(link.bundle))]]
      : [];
    if (link.bundle) refuseBoth(link.expectation);
    const url = new URL(base);
    url.search = '';
    url.hash = frame(writeParameters([...fields, ...inline]));
    if (url.href.length > MAX_LINK) throw new Refusal('link-too-large', `${url.href.length} characters`);
    return url.href;
  });
}

/**
 * Reads the fragment of a link, with or without its `#`. Percent escapes that programs on its way put in do no harm;
 * anything else that is not to the letter as {@link writeLink} wrote it is refused.
 *
 * Problems: `link-truncated`, `link-damaged`, `link-version`, `link-malformed`, `link-too-large`.
 */
export async function readLink(fragment: string): Promise<Result<VerificationLink>> {
  return settled(async () => {
    const { expectation, packed } = parseLink(fragment);
    return packed ? { expectation, bundle: await unpackBundle(packed) } : { expectation };
  });
}

/**
 * Reads the fragment of a link but for the bundle in it, which stays packed.
 * @throws {Refusal} as {@link readLink} says
 */
export function parseLink(fragment: string): {
  readonly expectation: LinkExpectation;
  readonly packed?: Uint8Array<ArrayBuffer>;
} {
  const fields = readParameters(unframe(fragment.trim().replace(/^#/, '')));
  const last = fields.at(-1);
  if (last?.[0] !== INLINE) return { expectation: expectationFrom(fields) };
  const expectation = expectationFrom(fields.slice(0, -1));
  refuseBoth(expectation);
  return { expectation, packed: decode(last[1]) };
}

/** Two bundles could be two different ones. */
function refuseBoth({ bundle }: LinkExpectation): void {
  if (bundle !== undefined) throw malformed('a bundle and the address of one');
}

function decode(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(base64urlnopad.decode(text));
  } catch {
    throw malformed('the packed bundle');
  }
}

async function settled<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (thrown) {
    return { ok: false, problem: problemOf(thrown) };
  }
}
