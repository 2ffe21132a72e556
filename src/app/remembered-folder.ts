import { messages } from '../messages/index.ts';
import { type Snapshot, snapshotOf } from '../model/snapshot.ts';
import type { Via } from '../model/tree.ts';
import { ruleText } from '../signer/workflow.ts';
import { chosenAmong } from '../trust/remembered.ts';
import type { Report } from '../verify/report.ts';
import type { Subject } from '../verify/run.ts';
import type { Settings } from '../verify/settings.ts';
import { type State, STATES } from '../verify/verdict.ts';
import type { Given } from './given.svelte.ts';
import type { Said } from './said.ts';

/** What came of the last check of a folder, to be told in a line. Plain data. */
export interface FolderGist {
  /** What the bundle calls the model, which may be nothing. Hostile text. */
  readonly subject: string;
  /** When its files were read, milliseconds since 1970. */
  readonly checkedAt: number;
  readonly verdict: { readonly state: State; readonly code: string };
  /** Whom the person expected; empty for nobody. Hostile text. */
  readonly expected: string;
}

/** The form of {@link FolderCheck}. */
const CHECK_VERSION = 1;

/** What it takes to check a folder again as it was checked last, and what its files were like. Plain data. */
export interface FolderCheck {
  readonly version: typeof CHECK_VERSION;
  readonly said: Said;
  /** Where it lies in the folder, or all of it where it came from elsewhere. */
  readonly bundle: { readonly path: string } | { readonly name: string; readonly bytes: Uint8Array };
  /** Of the bundle’s bytes, lower-case hex. */
  readonly bundleSha256: string;
  readonly via: Via;
  /** Absent if the check did not come to the end of the files, or they are too many. */
  readonly snapshot?: Snapshot;
}

/** A folder that the person had this browser remember. */
export interface RememberedFolder extends FolderGist {
  readonly id: number;
  readonly handle: FileSystemDirectoryHandle;
}

/** Longest text of a gist, in UTF-16 units. */
const MAX_TEXT = 512;

/** Latest time that a `Date` can hold, in milliseconds since 1970. */
const END_OF_TIME = 8.64e15;

/** The gist of a check. */
export function gistOf({ claims, readAt, settings, verdict: { code, state } }: Report): FolderGist {
  return {
    subject: (claims?.manifest.subject ?? '').slice(0, MAX_TEXT),
    checkedAt: readAt,
    verdict: { code, state },
    expected: expectedName(settings).slice(0, MAX_TEXT),
  };
}

/** What is kept of a check, beside its gist. */
export async function folderCheckOf(
  { bundle: { sha256 }, claims, interruption }: Report,
  { bundle: { bytes, name, path }, tree }: Subject,
  given: Given,
): Promise<FolderCheck> {
  const snapshot = claims && !interruption ? snapshotOf(tree) : undefined;
  return {
    version: CHECK_VERSION,
    said: await given.say(),
    bundle: path === undefined ? { name, bytes } : { path },
    bundleSha256: sha256,
    via: tree.via,
    ...(snapshot && { snapshot }),
  };
}

/** Reads what a store holds as a gist; undefined if it is none. */
export function readGist(value: unknown): FolderGist | undefined {
  if (!isRecord(value) || !isRecord(value.verdict)) return undefined;
  const { checkedAt, expected, subject, verdict } = value;
  const state = STATES.find((known) => known === verdict.state);
  if (!state || typeof verdict.code !== 'string' || typeof checkedAt !== 'number') return undefined;
  if (typeof subject !== 'string' || typeof expected !== 'string') return undefined;
  if (!Number.isSafeInteger(checkedAt) || Math.abs(checkedAt) > END_OF_TIME) return undefined;
  return { subject, checkedAt, verdict: { code: verdict.code, state }, expected };
}

/** Undefined for what another version of the page kept in another form. */
export function currentForm(check: FolderCheck | undefined): FolderCheck | undefined {
  return check?.version === CHECK_VERSION ? check : undefined;
}

/** Whom a check expected, as the person knows them. */
function expectedName({ expectation, givenIn, remembered = [] }: Settings): string {
  const name = chosenAmong(remembered, expectation)?.name ?? givenIn;
  if (name !== undefined || !expectation) return name ?? '';
  const { unnamed } = messages.folders;
  switch (expectation.method) {
    case 'sigstore': {
      const { identity } = expectation;
      return typeof identity === 'string' ? identity : ruleText(identity);
    }
    case 'key': {
      const { fingerprint } = expectation;
      return fingerprint === undefined ? unnamed.key : messages.unnamed.key(fingerprint);
    }
    case 'certificate': {
      const { leaf, root } = expectation;
      if (leaf) return 'subject' in leaf ? leaf.subject : messages.unnamed.certificate(leaf.fingerprint);
      return root === undefined ? unnamed.authority : messages.unnamed.certificate(root);
    }
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
