import type { Case } from './case.ts';
import { type Figure, figure, median, medianRatio } from './figures.ts';
import type { Marks } from './marks.ts';
import type { PageRun } from './page-run.ts';
import type { PeerName } from './peer.ts';

/** One round of a case: the page and its peers, one after the other. */
export interface Round {
  readonly page: PageRun;
  /** Seconds. */
  readonly peers: Readonly<Partial<Record<PeerName, number>>>;
}

/** A peer's figures. */
export interface PeerResult {
  readonly mbps: Figure;
  /** The page's speed by the peer's, the median of the rounds. */
  readonly ratio: number;
}

/** What came of a case. MB are 1,000,000 bytes, and figures medians of the rounds. */
export interface Result {
  readonly bytes: number;
  readonly files: number;
  readonly rounds: number;
  /** By `sha256sum`, whatever the page hashes. */
  readonly ratio: number;
  /** From the drop to the verdict. */
  readonly mbps: number;
  readonly spread: readonly [least: number, most: number];
  /** Between the first and the last progress shown; absent if that is less than half a second. */
  readonly hashingMbps?: number;
  readonly peers: Readonly<Partial<Record<PeerName, PeerResult>>>;
  /** The largest of all rounds: browser and renderers. Absent where the system does not tell. */
  readonly peakMB?: number;
  /** Before the drop. */
  readonly baseMB?: number;
  /** From the drop until the files are listed and the check begins, in milliseconds. */
  readonly listedMs?: number;
  /** From the drop to the first progress shown, in milliseconds: the page shows it ten times a second at most. */
  readonly firstProgressMs?: number;
  /** From the last progress shown to the verdict, in milliseconds: the files are listed again, and judged. */
  readonly closingMs?: number;
  /** Of the time from the drop to the verdict, the part in which the page's own thread worked. */
  readonly mainThread: number;
  /** Seconds a GB, all processes of the browser. */
  readonly cpuPerGB: number;
}

/** Sums up the rounds of a case. */
export function resultOf({ set }: Case, bytes: number, rounds: readonly Round[]): Result {
  const speed = (seconds: number): number => bytes / 1e6 / seconds;
  const pages = rounds.map(({ page }) => page);
  const speeds = pages.map(({ marks }) => speed(secondsOf(marks)));
  const peers = peerResults(rounds, speeds, speed);
  const memory = pages.flatMap((page) => page.memory ?? []);
  const span = (of: (marks: Marks) => number | undefined): number | undefined => {
    const spans = pages.flatMap(({ marks }) => of(marks) ?? []);
    return spans.length > 0 ? median(spans) : undefined;
  };
  const listedMs = span(({ drop, listed }) => listed && listed - drop);
  const firstProgressMs = span(({ drop, first }) => first && first.time - drop);
  const closingMs = span(({ last, verdict }) => last && verdict - last.time);
  const hashingMbps = span((marks) => steadySpeed(marks, bytes));
  const { median: mbps, least, most } = figure(speeds);
  return {
    ...{ bytes, files: set.count, rounds: rounds.length },
    ...{ ratio: peers.sha256sum?.ratio ?? NaN, mbps, spread: [least, most], peers },
    ...(hashingMbps !== undefined && { hashingMbps }),
    ...(memory.length > 0 && {
      peakMB: Math.max(...memory.map(({ peak }) => peak)) / 1e6,
      baseMB: median(memory.map(({ base }) => base)) / 1e6,
    }),
    ...(listedMs !== undefined && { listedMs }),
    ...(firstProgressMs !== undefined && { firstProgressMs }),
    ...(closingMs !== undefined && { closingMs }),
    mainThread: median(pages.map(({ mainThread, marks }) => mainThread / secondsOf(marks))),
    cpuPerGB: median(pages.map(({ cpu }) => cpu / (bytes / 1e9))),
  };
}

function peerResults(
  rounds: readonly Round[],
  ours: readonly number[],
  speed: (seconds: number) => number,
): Result['peers'] {
  const names = Object.keys(rounds[0]?.peers ?? {}) as PeerName[];
  return Object.fromEntries(
    names.map((name) => {
      const theirs = rounds.map(({ peers }) => speed(peers[name] ?? NaN));
      return [name, { mbps: figure(theirs), ratio: medianRatio(ours, theirs) }];
    }),
  );
}

function secondsOf({ drop, verdict }: Marks): number {
  return (verdict - drop) / 1000;
}

/** MB/s without start and end. */
function steadySpeed({ first, last }: Marks, bytes: number): number | undefined {
  if (!first || !last || last.time - first.time < 500) return undefined;
  return ((last.share - first.share) * bytes) / 1000 / (last.time - first.time);
}
