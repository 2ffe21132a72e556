import { chromium } from 'playwright';
import { launchOptions } from '../../scripts/browser.ts';
import { buildSite, serveSite } from '../../scripts/site.ts';
import { type Case, quickened } from './case.ts';
import { Data, type Model, warm } from './data.ts';
import { describeMachine, type Machine } from './machine.ts';
import type { Options } from './options.ts';
import { type PageRun, runPage } from './page-run.ts';
import type { Peer } from './peer.ts';
import { measureShaGain, programs } from './program.ts';
import { ReferencePeer } from './reference-peer.ts';
import { type Result, resultOf, type Round } from './result.ts';
import { rootDigestIn } from './statement.ts';
import { serveUsual } from './usual-site.ts';

/** What the bench found, by the names of the cases. Plain data. */
export interface Findings {
  readonly machine: Machine;
  readonly browser: string;
  readonly quick: boolean;
  readonly cases: Readonly<Record<string, Result>>;
  /** Why there are no figures of the reference. */
  readonly withoutReference?: string;
}

/** Odd, so that a median is one of them. */
const ROUNDS = 5;
const QUICK_ROUNDS = 3;

/**
 * Builds the page, makes the models and measures.
 *
 * @param say told what happens now.
 * @throws Error if the disk is too small, a program is missing, or a page does not come to the right verdict.
 */
export async function runBench(options: Options, say: (line: string) => void): Promise<Findings> {
  const cases = options.quick ? options.cases.map(quickened) : options.cases;
  const data = new Data(options.data);
  const remove = (): void => {
    data.remove();
  };
  // Whoever stops the bench finds the disk as it was.
  process.once('exit', remove);
  const closers: (() => Promise<void>)[] = [];
  try {
    data.checkSpace(cases);
    const shaGain = measureShaGain();
    const machine = describeMachine(shaGain);
    const reference = await ReferencePeer.open();
    const peers: Peer[] = [...programs(shaGain)];
    if (typeof reference !== 'string') {
      peers.push(reference);
      closers.push(() => reference.close());
    }
    say('Building the page.');
    await buildSite('error');
    const [assay, usual] = [await serveSite(0), await serveUsual(data.folder)];
    closers.push(assay.close, usual.close);
    const addresses = { assay: assay.address, usual: usual.address };

    const results: Record<string, Result> = {};
    for (const each of cases) {
      say(`${each.name}: preparing the files.`);
      const model = await data.model(each.set, each.listing);
      const rounds: Round[] = [];
      for (let round = 0; round < (options.quick ? QUICK_ROUNDS : ROUNDS); round++) {
        say(`${each.name}: round ${round + 1}.`);
        rounds.push(await playRound(round, each, model, peers, addresses[each.page]));
      }
      results[each.name] = resultOf(each, model.bytes, rounds);
    }
    return {
      machine,
      browser: await browserVersion(),
      quick: options.quick,
      cases: results,
      ...(typeof reference === 'string' && { withoutReference: reference }),
    };
  } finally {
    for (const close of closers) await close();
    remove();
    process.off('exit', remove);
  }
}

/** Each in its turn, and another one first in every round: nobody always follows the same one. */
async function playRound(
  round: number,
  { listing, page: kind }: Case,
  model: Model,
  peers: readonly Peer[],
  address: string,
): Promise<Round> {
  const times: Round['peers'] = {};
  let page: PageRun | undefined;
  const state = kind === 'assay' ? 'verified' : rootDigestIn(model.bundle);
  const turns = [
    async () => {
      page = await runPage(address, model, state);
    },
    ...peers
      .filter((peer) => peer.takes(listing))
      .map((peer) => async () => {
        Object.assign(times, { [peer.name]: await peer.run(model, listing) });
      }),
  ];
  warm(model);
  const first = round % turns.length;
  for (const turn of [...turns.slice(first), ...turns.slice(0, first)]) await turn();
  if (!page) throw new Error('the page had no turn');
  return { page, peers: times };
}

async function browserVersion(): Promise<string> {
  const browser = await chromium.launch(launchOptions());
  try {
    return `Chromium ${browser.version()}`;
  } finally {
    await browser.close();
  }
}
