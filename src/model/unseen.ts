import { messages } from '../messages/index.ts';
import type { Engine, Platform } from './engine.ts';
import type { Via } from './tree.ts';

/** One kind of entry that may lie in the folder without the page knowing. Plain data. */
export interface UnseenNote {
  readonly id: UnseenId;
  /** One sentence for a person. */
  readonly sentence: string;
}

/** The stable id of a note. */
export type UnseenId = keyof typeof messages.unseen;

/**
 * By engine and way of listing. Measured with Chromium 156 and Firefox 153 on Linux in 2026; for Firefox only the
 * input, which the drop is taken to equal; for WebKit dot files and links are known from its source, the rest is not.
 */
const UNSEEN: Readonly<Record<Engine, Readonly<Record<Via, readonly UnseenId[]>>>> = {
  chromium: {
    // Names that are not UTF-8 come with an empty name from a drop and a handle: `unreadable`, so not unseen.
    drop: ['links', 'links-followed', 'special-files'],
    picker: ['links', 'links-followed', 'special-names', 'special-files'],
    input: [
      'links',
      'links-followed',
      'linked-folder',
      'backslash-names',
      'undecodable-names',
      'special-files',
    ],
  },
  firefox: {
    drop: ['links', 'special-files-hidden'],
    picker: ['links', 'special-files-hidden'],
    input: ['links', 'special-files-hidden'],
  },
  webkit: {
    drop: ['links', 'hidden-files', 'unmeasured'],
    picker: ['links', 'hidden-files', 'unmeasured'],
    input: ['links', 'hidden-files', 'unmeasured'],
  },
};

/** What there is on Windows only, and on other systems only. */
const ON_WINDOWS: ReadonlySet<UnseenId> = new Set<UnseenId>(['links-followed']);
const ELSEWHERE: ReadonlySet<UnseenId> = new Set<UnseenId>(['special-files', 'special-files-hidden']);

/** What this browser, when a folder is listed this way, may have left out. Never empty: no page sees links. */
export function unseen(via: Via, { engine, windows }: Platform): readonly UnseenNote[] {
  const others = windows ? ELSEWHERE : ON_WINDOWS;
  return UNSEEN[engine][via]
    .filter((id) => !others.has(id))
    .map((id) => ({ id, sentence: messages.unseen[id] }));
}
