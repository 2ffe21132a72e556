import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { cover, type Coverage, type Finding, sortFindings } from '../oms/compare.ts';
import { type Problem, problem, problemOf } from '../oms/error.ts';
import { ignoreRules } from '../oms/ignore.ts';
import type { Algorithm } from '../oms/manifest.ts';
import type { HashPool } from '../hash/pool.ts';
import { nextTask } from '../model/pacer.ts';
import type { ModelTree } from '../model/tree.ts';
import type { Claims } from '../signer/claim.ts';
import type { Signature } from '../signer/signature.ts';
import {
  type CheckpointStore,
  type FileRange,
  resumable,
  WORTH_ASKING,
  WORTH_KEEPING,
} from './checkpoint.ts';
import { CheckpointKeeper } from './checkpoint-keeper.ts';
import { type Cause, causesOf } from './cause.ts';
import { checksOf } from './checks.ts';
import { type Bookmark, Reading, type ReadingProgress } from './reading.ts';
import type { Report, Resumed } from './report.ts';
import { type Settings, signerOptions } from './settings.ts';
import type { SignerPort } from './signer-port.ts';
import { findTraces, type Trace } from './trace.ts';
import { judge, judgeUnreadable, type Verdict } from './verdict.ts';

/** What a check is about. */
export interface Subject {
  readonly tree: ModelTree;
  readonly bundle: {
    readonly name: string;
    /** Read once: everything that is said about the bundle is said about these bytes. */
    readonly bytes: Uint8Array;
    /** Its path in the model, if it lies there: it cannot be part of what it signs. */
    readonly path?: string;
  };
  /** What this browser and this way of opening the model hide, in sentences. */
  readonly unseen: readonly string[];
}

/** The machinery that a run works with; the page puts workers behind it. */
export interface Services {
  readonly signer: SignerPort;
  /** For this run alone: it is paused with it. */
  readonly hash: HashPool;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Where unfinished checks are kept; absent where nothing may be. */
  readonly checkpoints?: CheckpointStore | undefined;
}

/** An earlier check of the same model that was not finished. */
export interface Offer {
  /** When it stopped, milliseconds since 1970. */
  readonly from: number;
  /** The share of the signed bytes that it had read and that lie there as they did, from 0 to 1. */
  readonly share: number;
}

/** A moment of a run, for the page. */
export interface Progress {
  /** What the bundle claims, once it is read. */
  readonly claims?: Claims;
  /** Names and sizes compared: missing and extra files, before anything is hashed. */
  readonly coverage?: Coverage;
  /** The state of the signature, as soon as it is known. */
  readonly signature?: Signature;
  readonly hash?: ReadingProgress;
  /** Present while nothing is read before {@link VerificationRun.decide}. */
  readonly offer?: Offer | undefined;
  readonly paused: boolean;
}

/** One check of one model. */
export interface VerificationRun {
  /** The latest moment; a new object at most ten times a second. */
  readonly progress: Progress;
  /** What the bundle claims; undefined if it cannot be read. Never rejects. */
  readonly claims: Promise<Claims | undefined>;
  /** Calls `listener` on every new moment; returns the way to stop that. */
  subscribe(listener: (progress: Progress) => void): () => void;
  /** Judges by other settings: the signature is checked again, the files are not hashed again. Never rejects. */
  judge(settings: Settings): Promise<Report>;
  /** Stops reading before the next chunk. */
  pause(): void;
  /** Goes on where {@link VerificationRun.pause} stopped. */
  resume(): void;
  /** Answers {@link Progress.offer}: go on where the earlier check stopped, or read everything. */
  decide(goOn: boolean): void;
  /** Whether to stop reading at the first file that differs: at once if one is known already. */
  stopAtDifference(on: boolean): void;
  /** Keeps what is read so far for a later check, as it is kept every few seconds: the page may be about to end. */
  save(): void;
  /** Stops reading at once; the reports that wait settle as `incomplete`, unless something is already wrong. */
  cancel(): void;
}

/** Starts to check a model: reads the bundle, compares names, hashes the signed files. The verdict comes by `judge`. */
export function verifyModel(subject: Subject, services: Services): VerificationRun {
  return new Run(subject, services);
}

type Opened =
  { readonly ok: true; readonly claims: Claims } | { readonly ok: false; readonly problem: Problem };

/** Names compared, and what of the personal ignore rules names nothing in a model. */
interface Covered {
  readonly coverage: Coverage;
  readonly useless: readonly string[];
}

class Run implements VerificationRun {
  readonly #subject: Subject;
  readonly #services: Services;
  readonly #abort = new AbortController();
  readonly #listeners = new Set<(progress: Progress) => void>();
  readonly #reading: Reading;
  readonly #opened: Promise<Opened>;
  readonly #read: Promise<void>;
  /** Lower-case hex SHA-256 of the bundle. */
  readonly #bundleDigest: Promise<string>;
  #progress: Progress = { paused: false };
  #decide: (goOn: boolean) => void = () => undefined;
  #interruption: Problem | undefined;
  /** What is covered where the person ignores nothing: asked for twice at least. */
  #plainly: Promise<Covered> | undefined;
  #resumed: Resumed | undefined;
  #traces: ReadonlyMap<string, Trace> = new Map();
  #readAt: number;

  constructor(subject: Subject, services: Services) {
    this.#subject = subject;
    this.#services = services;
    this.#reading = new Reading(services.hash);
    this.#bundleDigest = digestOf(subject.bundle.bytes);
    this.#readAt = services.now();
    this.#opened = this.#open();
    this.#read = this.#readFiles();
  }

  get progress(): Progress {
    return this.#progress;
  }

  get claims(): Promise<Claims | undefined> {
    return this.#opened.then((opened) => (opened.ok ? opened.claims : undefined));
  }

  subscribe(listener: (progress: Progress) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  pause(): void {
    this.#reading.pause();
    this.#tell({ paused: true });
  }

  resume(): void {
    this.#reading.resume();
    this.#tell({ paused: false });
  }

  decide(goOn: boolean): void {
    this.#decide(goOn);
  }

  stopAtDifference(on: boolean): void {
    this.#reading.stopAtDifference(on);
  }

  save(): void {
    this.#reading.save();
  }

  cancel(): void {
    this.#abort.abort();
    this.#reading.cancel();
  }

  async judge(settings: Settings): Promise<Report> {
    try {
      return await this.#judge(settings);
    } catch (thrown) {
      return this.#report(settings, { verdict: this.#unreadable(problemOf(thrown), settings) });
    }
  }

  async #judge(settings: Settings): Promise<Report> {
    const opened = await this.#opened;
    if (!opened.ok) return this.#report(settings, { verdict: this.#unreadable(opened.problem, settings) });
    const { claims } = opened;
    const { tree, unseen } = this.#subject;
    const { coverage, useless } =
      settings.ignorePaths.length > 0
        ? this.#cover(claims, settings.ignorePaths)
        : await this.#coverPlainly(claims);
    this.#tell({ coverage });
    const signature = await this.#checkSignature(settings, claims);
    this.#tell({ signature });
    await this.#read;
    const findings = sortFindings(this.#findingsOf(coverage));
    await nextTask();
    const causes = this.#causesOf(claims, signature, findings, settings);
    const verdict = judge({
      causes,
      claims,
      signature,
      findings,
      settings,
      ...(this.#interruption && { interruption: this.#interruption }),
      ...(this.#resumed && { resumed: this.#resumed }),
      duplicates: tree.duplicates,
      readAt: this.#readAt,
      namesHidden: unseen.length > 0,
      outside: (tree.within?.files.length ?? tree.files.length) - tree.files.length,
      listedOnce: tree.kind === 'folder' && !tree.relist,
    });
    const checks = checksOf(claims.method, signature, settings);
    return this.#report(settings, {
      verdict,
      claims,
      signature,
      checks,
      findings,
      causes,
      uselessIgnores: useless,
    });
  }

  #unreadable(reason: Problem, settings: Settings): Verdict {
    return judgeUnreadable(reason, this.#subject.bundle.name, settings);
  }

  #findingsOf({ findings, present }: Coverage): Finding[] {
    return [...findings, ...present.map((each) => this.#reading.findingOf(each))];
  }

  /** Where the signature does not hold there is nothing to explain: the files need not be as its list says. */
  #causesOf(
    { manifest }: Claims,
    signature: Signature,
    findings: readonly Finding[],
    { ignoreUnsigned }: Settings,
  ): Cause[] {
    if (!signature.ok && !signature.problem.code.startsWith('needs-')) return [];
    const paths = this.#subject.tree.files.map(({ path }) => path);
    const interruption = this.#interruption;
    return causesOf({ manifest, findings, paths, traces: this.#traces, interruption, ignoreUnsigned });
  }

  async #open(): Promise<Opened> {
    try {
      const opened = await this.#orCancelled(this.#services.signer.open(this.#subject.bundle.bytes), {});
      if (!opened.ok) return opened;
      this.#tell({ claims: opened.value });
      return { ok: true, claims: opened.value };
    } catch (thrown) {
      return { ok: false, problem: problemOf(thrown) };
    }
  }

  /** What the signer answers, or `cancelled` as soon as the run is: a signer that hangs must not hold up the report. */
  #orCancelled<T, E>(answer: Promise<T>, rest: E): Promise<T | (E & { ok: false; problem: Problem })> {
    const { signal } = this.#abort;
    const cancelled = { ...rest, ok: false as const, problem: problem('cancelled') };
    return new Promise((resolve, reject) => {
      answer.then(resolve, reject);
      const stop = (): void => {
        // An answer that is there already counts.
        setTimeout(resolve, 0, cancelled);
      };
      // What is asked after a cancel is a new question.
      if (!signal.aborted) signal.addEventListener('abort', stop, { once: true });
    });
  }

  async #checkSignature(settings: Settings, claims: Claims): Promise<Signature> {
    try {
      const checking = this.#services.signer.check(signerOptions(settings, this.#services.now()));
      const signature = await this.#orCancelled(checking, { checks: [] });
      // The files are hashed by the claimed manifest: it must be the verified one.
      if (signature.ok && signature.statementDigest !== claims.statementDigest) {
        return {
          ok: false,
          problem: problem('unexpected', 'another statement was verified'),
          checks: signature.checks,
        };
      }
      return signature;
    } catch (thrown) {
      return { ok: false, problem: problemOf(thrown), checks: [] };
    }
  }

  /** Reads every signed file that is there, whatever the person ignores: settings may change without a second reading. */
  async #readFiles(): Promise<void> {
    const opened = await this.#opened;
    if (!opened.ok) return;
    const { manifest } = opened.claims;
    const { coverage } = await this.#coverPlainly(opened.claims);
    // Whoever judges may still gather what to judge by; what there is to read is known.
    if (!this.#progress.coverage) this.#tell({ coverage });
    let bookmark: Bookmark | undefined;
    this.#interruption = await this.#reading.read(this.#subject.tree, coverage, manifest.algorithm, {
      bookmark: async (ranges) => (bookmark = await this.#bookmark(manifest.algorithm, ranges)),
      onProgress: (hash) => {
        this.#tell({ hash });
      },
    });
    this.#readAt = this.#services.now();
    // Whoever cancelled waits for the answer; and a reading that ended while it was paused holds up no other.
    if (this.#interruption?.code !== 'cancelled') {
      const { hash } = this.#services;
      hash.resume();
      const findings = this.#findingsOf(coverage);
      this.#traces = await findTraces(this.#subject.tree, manifest, findings, hash, this.#abort.signal);
    }
    // Who stopped a check may want to go on with it; any other end is an answer.
    await bookmark?.keeper.end(this.#interruption?.code === 'cancelled' ? 'saved' : 'forgotten');
  }

  /** Looks for an earlier check of the same model, and asks whether to go on with it. */
  async #bookmark(algorithm: Algorithm, ranges: readonly FileRange[]): Promise<Bookmark | undefined> {
    const { checkpoints, now } = this.#services;
    const bytes = ranges.reduce((sum, { start, end }) => sum + end - start, 0);
    if (!checkpoints || bytes < WORTH_KEEPING) return undefined;
    const bundleSha256 = await this.#bundleDigest;
    const release = await checkpoints.lock(bundleSha256);
    if (!release) return undefined;
    const found = await checkpoints.find(bundleSha256);
    const holding = found && resumable(found, algorithm, ranges);
    const share = (holding?.bytes ?? 0) / bytes;
    const goesOn = holding && share >= WORTH_ASKING && (await this.#goesOn({ from: holding.from, share }));
    const resumption = goesOn ? holding : undefined;
    if (resumption) {
      const { bytes, files, from } = resumption;
      this.#resumed = { bytes, files, from };
    }
    const head = { bundleSha256, algorithm };
    return { resumption, keeper: new CheckpointKeeper(checkpoints, head, resumption, now, release) };
  }

  /** What the person answers; a cancel is a no. */
  async #goesOn(offer: Offer): Promise<boolean> {
    const { signal } = this.#abort;
    if (signal.aborted) return false;
    const answer = new Promise<boolean>((resolve) => {
      this.#decide = resolve;
      signal.addEventListener('abort', () => {
        resolve(false);
      });
    });
    this.#tell({ offer });
    const goesOn = await answer;
    this.#tell({ offer: undefined });
    return goesOn;
  }

  #coverPlainly(claims: Claims): Promise<Covered> {
    // A task of its own: it takes a frame where there are tens of thousands of files.
    this.#plainly ??= nextTask().then(async () => {
      const covered = this.#cover(claims, []);
      await nextTask();
      return covered;
    });
    return this.#plainly;
  }

  #cover({ manifest }: Claims, personal: readonly string[]): Covered {
    const { tree, bundle } = this.#subject;
    const { kind, files, unreadable } = tree;
    const entries = files.map(({ path, size }) => ({ path, size }));
    const rules = ignoreRules(manifest.ignorePaths, personal, bundle.path);
    return { coverage: cover(manifest, { kind, entries, unreadable }, rules), useless: rules.useless };
  }

  #tell(news: Partial<Progress>): void {
    this.#progress = { ...this.#progress, ...news };
    for (const listener of this.#listeners) listener(this.#progress);
  }

  async #report(
    settings: Settings,
    found: Pick<Report, 'verdict'> &
      Partial<Pick<Report, 'claims' | 'signature' | 'checks' | 'findings' | 'causes' | 'uselessIgnores'>>,
  ): Promise<Report> {
    const { tree, bundle, unseen } = this.#subject;
    return {
      model: {
        name: tree.name,
        kind: tree.kind,
        files: tree.files.length,
        bytes: tree.files.reduce((sum, { size }) => sum + size, 0),
      },
      bundle: { name: bundle.name, sha256: await this.#bundleDigest },
      settings,
      checks: [],
      findings: [],
      causes: [],
      uselessIgnores: [],
      ...(this.#interruption && { interruption: this.#interruption }),
      ...(this.#resumed && { resumed: this.#resumed }),
      unseen,
      readAt: this.#readAt,
      ...found,
    };
  }
}

/** Natively where the page came by a secure connection: megabytes in JavaScript would hold up a frame. */
async function digestOf(bytes: Uint8Array): Promise<string> {
  const subtle = (globalThis.crypto as Partial<Crypto>).subtle;
  return bytesToHex(subtle ? new Uint8Array(await subtle.digest('SHA-256', bytes.slice())) : sha256(bytes));
}
