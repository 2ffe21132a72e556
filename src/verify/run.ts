import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { HashFailure, HashJob, HashOutcome, HashProgress } from '../hash/job.ts';
import {
  cover,
  type Coverage,
  type Digest,
  type Listing,
  type Present,
  ranges,
  settle,
  sortFindings,
} from '../oms/compare.ts';
import { type ErrorCode, type Problem, problem, problemOf } from '../oms/error.ts';
import { type IgnoreRules, ignoreRules } from '../oms/ignore.ts';
import type { Algorithm } from '../oms/manifest.ts';
import type { ModelTree } from '../model/tree.ts';
import type { Claims } from '../signer/claim.ts';
import type { Signature } from '../signer/signature.ts';
import type { Report } from './report.ts';
import { type Settings, signerOptions } from './settings.ts';
import type { SignerPort } from './signer-port.ts';
import { judge, judgeUnreadable } from './verdict.ts';

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
  /** Makes the digests of all jobs and tells each outcome as it is there; settles at the end or once aborted. */
  readonly hash: (
    jobs: readonly HashJob[],
    algorithm: Algorithm,
    observer: {
      readonly signal: AbortSignal;
      readonly onProgress: (progress: HashProgress) => void;
      readonly onOutcome: (outcome: HashOutcome) => void;
    },
  ) => Promise<void>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A moment of a run, for the page. */
export interface Progress {
  /** What the bundle claims, once it is read. */
  readonly claims?: Claims;
  /** Names and sizes compared: missing and extra files, before anything is hashed. */
  readonly coverage?: Coverage;
  /** The state of the signature, as soon as it is known. */
  readonly signature?: Signature;
  readonly hash?: HashProgress & { /** Paths being read now. */ readonly paths: readonly string[] };
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
  /** Stops reading at once; the reports that wait settle as `incomplete`, unless something is already wrong. */
  cancel(): void;
}

/** Starts to check a model: reads the bundle, compares names, hashes the signed files. The verdict comes by `judge`. */
export function verifyModel(subject: Subject, services: Services): VerificationRun {
  return new Run(subject, services);
}

type Opened =
  { readonly ok: true; readonly claims: Claims } | { readonly ok: false; readonly problem: Problem };

class Run implements VerificationRun {
  readonly #subject: Subject;
  readonly #services: Services;
  readonly #abort = new AbortController();
  readonly #listeners = new Set<(progress: Progress) => void>();
  readonly #digests = new Map<string, Digest[]>();
  readonly #interruptions: Problem[] = [];
  readonly #opened: Promise<Opened>;
  readonly #read: Promise<void>;
  #progress: Progress = {};
  #readAt: number;

  constructor(subject: Subject, services: Services) {
    this.#subject = subject;
    this.#services = services;
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

  cancel(): void {
    this.#abort.abort();
  }

  async judge(settings: Settings): Promise<Report> {
    try {
      return await this.#judge(settings);
    } catch (thrown) {
      return this.#report(settings, { verdict: judgeUnreadable(problemOf(thrown), settings) });
    }
  }

  async #judge(settings: Settings): Promise<Report> {
    const opened = await this.#opened;
    if (!opened.ok) return this.#report(settings, { verdict: judgeUnreadable(opened.problem, settings) });
    const { claims } = opened;
    const rules = this.#rules(claims, settings.ignorePaths);
    const coverage = cover(claims.manifest, this.#listing(), rules);
    this.#tell({ coverage });
    const signature = await this.#checkSignature(settings, claims);
    this.#tell({ signature });
    await this.#read;
    const findings = sortFindings([
      ...coverage.findings,
      ...coverage.present.map((present) => settle(present, this.#digestsOf(present))),
    ]);
    const verdict = judge({
      claims,
      signature,
      findings,
      settings,
      interruptions: this.#interruptions,
      duplicates: this.#subject.tree.duplicates,
      readAt: this.#readAt,
      namesHidden: this.#subject.unseen.length > 0,
      listedOnce:
        this.#subject.tree.kind === 'folder' && this.#subject.unseen.length > 0 && !this.#subject.tree.relist,
    });
    return this.#report(settings, { verdict, claims, signature, findings, uselessIgnores: rules.useless });
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
      if (signal.aborted) stop();
      else signal.addEventListener('abort', stop, { once: true });
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

  /** Hashes every signed file that is there, whatever the person ignores: settings may change without a second reading. */
  async #readFiles(): Promise<void> {
    const opened = await this.#opened;
    if (!opened.ok) return;
    const { manifest } = opened.claims;
    const { present } = cover(manifest, this.#listing(), this.#rules(opened.claims, []));
    const files = new Map(this.#subject.tree.files.map((file) => [file.path, file.file]));
    const jobs: HashJob[] = [];
    const places: { readonly path: string; readonly range: number }[] = [];
    for (const candidate of present) {
      const file = files.get(candidate.entry.path);
      if (!file) continue;
      for (const [range, { start, end }] of ranges(candidate).entries()) {
        jobs.push({ id: jobs.length, file, start, end });
        places.push({ path: candidate.entry.path, range });
      }
    }
    try {
      this.#abort.signal.throwIfAborted();
      await this.#services.hash(jobs, manifest.algorithm, {
        signal: this.#abort.signal,
        onProgress: (hash) => {
          const paths = new Set(hash.current.map(({ id }) => places[id]?.path ?? ''));
          this.#tell({ hash: { ...hash, paths: [...paths] } });
        },
        onOutcome: (outcome) => {
          const place = places[outcome.id];
          if (place) this.#keep(place, outcome);
        },
      });
    } catch (thrown) {
      if (!this.#abort.signal.aborted) this.#interruptions.push(problemOf(thrown));
    }
    if (this.#abort.signal.aborted) this.#interruptions.push(problem('cancelled'));
    else await this.#listAgain();
  }

  /** Files that came or changed while others were read: what was compared is no longer what lies there. */
  async #listAgain(): Promise<void> {
    const { tree } = this.#subject;
    this.#readAt = this.#services.now();
    if (!tree.relist) return;
    try {
      const changed = firstDifference(tree, await tree.relist());
      if (changed !== undefined) this.#interruptions.push(problem('tree-changed', changed));
    } catch (thrown) {
      this.#interruptions.push(problem('tree-changed', problemOf(thrown).detail));
    }
  }

  #keep({ path, range }: { path: string; range: number }, outcome: HashOutcome): void {
    const digests = this.#digests.get(path) ?? [];
    digests[range] = outcome.ok ? outcome : { ok: false, problem: problem(FAILURES[outcome.failure], path) };
    this.#digests.set(path, digests);
  }

  #digestsOf(present: Present): Digest[] {
    const digests = this.#digests.get(present.entry.path) ?? [];
    const unread: Digest = {
      ok: false,
      problem: this.#abort.signal.aborted
        ? problem('cancelled')
        : problem('file-unreadable', present.entry.path),
    };
    return Array.from(ranges(present), (_range, index) => digests[index] ?? unread);
  }

  #listing(): Listing {
    const { kind, files, unreadable } = this.#subject.tree;
    return { kind, entries: files.map(({ path, size }) => ({ path, size })), unreadable };
  }

  #rules(claims: Claims, personal: readonly string[]): IgnoreRules {
    return ignoreRules(claims.manifest.ignorePaths, personal, this.#subject.bundle.path);
  }

  #tell(news: Partial<Progress>): void {
    this.#progress = { ...this.#progress, ...news };
    for (const listener of this.#listeners) listener(this.#progress);
  }

  #report(
    settings: Settings,
    found: Pick<Report, 'verdict'> &
      Partial<Pick<Report, 'claims' | 'signature' | 'findings' | 'uselessIgnores'>>,
  ): Report {
    const { tree, bundle, unseen } = this.#subject;
    return {
      model: {
        name: tree.name,
        kind: tree.kind,
        files: tree.files.length,
        bytes: tree.files.reduce((sum, { size }) => sum + size, 0),
      },
      bundle: { name: bundle.name, sha256: bytesToHex(sha256(bundle.bytes)) },
      settings,
      findings: [],
      uselessIgnores: [],
      interruptions: [...this.#interruptions],
      unseen,
      readAt: this.#readAt,
      ...found,
    };
  }
}

const FAILURES: Readonly<Record<HashFailure, ErrorCode>> = {
  unreadable: 'file-unreadable',
  vanished: 'file-vanished',
  changed: 'file-changed',
  crashed: 'worker-crashed',
};

/** The path of the first entry that is not the same in both listings. */
function firstDifference(before: ModelTree, after: ModelTree): string | undefined {
  const [then, now] = [fingerprints(before), fingerprints(after)];
  for (const [path, fingerprint] of then) {
    if (now.get(path) !== fingerprint) return path;
    now.delete(path);
  }
  return now.keys().next().value;
}

function fingerprints({ files, unreadable }: ModelTree): Map<string, string> {
  return new Map([
    ...files.map(({ path, size, lastModified }) => [path, `${size} ${lastModified}`] as const),
    ...unreadable.map(({ path, problem: { code } }) => [path, code] as const),
  ]);
}
