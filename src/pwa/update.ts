import type { Change } from '../messages/changes.ts';

/** The Web Lock that a check holds while it reads: as long as anybody holds it, no other version takes over. */
export const CHECK_LOCK = 'assay-awake';

/** What the page asks a version that is ready: what it is, or to take over. */
export type Question = 'release' | 'apply';

/** A version that is ready. */
export interface Release {
  readonly version: string;
  /** Of this version and those before it, newest first. */
  readonly changes: readonly Change[];
}

/** What it says to that. */
export interface Answers {
  readonly release: Release;
  /** `busy`: a check is reading, in whichever tab. */
  readonly apply: 'applied' | 'busy';
}

/** Asks the worker of a version that is ready, which is newer than the page: what is asked here it must always answer. */
export function ask<Q extends Question>(worker: ServiceWorker, question: Q): Promise<Answers[Q]> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<Answers[Q]>) => {
      port1.close();
      resolve(data);
    };
    worker.postMessage(question, [port2]);
  });
}

/** Of the changes that a newer version knows, those that came after the version of the page. */
export function changesSince(version: string, { changes }: Release): readonly string[] {
  const known = changes.findIndex((change) => change.version === version);
  return changes.slice(0, known === -1 ? changes.length : known).flatMap(({ what }) => what);
}
