import type { Dropped } from '../model/drop.ts';
import { engineOf } from '../model/engine.ts';
import { findBundles } from '../model/find-bundle.ts';
import { pathBelow, subtree } from '../model/subtree.ts';
import type { ModelFile, ModelTree } from '../model/tree.ts';
import { unseen } from '../model/unseen.ts';
import { type Problem, problem, problemOf, type Result } from '../oms/error.ts';
import type { ReportDocument } from '../report/document.ts';
import { escapeText, plainText } from '../report/text.ts';
import type { BundleDescription } from '../signer/describe.ts';
import type { Signature } from '../signer/signature.ts';
import type { CheckpointStore } from '../verify/checkpoint.ts';
import type { Report } from '../verify/report.ts';
import { type Progress, type Subject, type VerificationRun, verifyModel } from '../verify/run.ts';
import { type Settings, signerOptions } from '../verify/settings.ts';
import { type BundleSource, locateBundle, readBundle } from './bundle-source.ts';
import { Given, give } from './given.svelte.ts';
import { createHashPool } from './hash-workers.ts';
import { mayNotify, notify } from './notification.ts';
import type { PastReports } from './past-reports.svelte.ts';
import type { Preferences } from './preferences.svelte.ts';
import { recentExpectations, type RecentExpectations } from './recent.ts';
import { assignRoles, type Roles } from './roles.ts';
import { sampleRoles } from './samples/sample-roles.ts';
import { type SignerWorker, startSigner } from './signer-worker.ts';
import type { Stage } from './stage.ts';
import { TONE_WORDS, toneOf } from './tone.ts';

/** What the sessions of a page share. */
export interface Household {
  readonly preferences: Preferences;
  /** Where reports are kept; absent where nothing may be. */
  readonly past: PastReports | undefined;
  /** Where unfinished checks are kept; absent where nothing may be. */
  readonly checkpoints: CheckpointStore | undefined;
  /** Shows the start, where another model may be opened. */
  leave(): void;
}

/** One person's work on one model at a time, from the drop to the verdict. */
export class Session {
  #stage = $state.raw<Stage>({ at: 'start' });
  #progress = $state.raw<Progress>({ paused: false });
  #stopAtDifference = $state(false);
  #notifies = $state(false);
  #given = $state.raw(new Given());
  #settings = $state.raw<Settings>();
  /** Rejected input that leaves what is on the page as it is. */
  #notice = $state.raw<Problem>();
  readonly #household: Household;
  #run: VerificationRun | undefined;
  #signer: SignerWorker | undefined;
  /** Counts up with every new model and every new judgement, so that late answers to old questions are dropped. */
  #turn = 0;
  /** The id under which the report of this check is kept: a new judgement takes the place of the last. */
  #keeping: Promise<number | undefined> = Promise.resolve(undefined);

  constructor(household: Household) {
    this.#household = household;
  }

  get preferences(): Preferences {
    return this.#household.preferences;
  }

  /** Whom the person said to expect in earlier checks. */
  get recent(): RecentExpectations {
    return recentExpectations((this.#household.past?.all ?? []).map(({ document }) => document));
  }

  get stage(): Stage {
    return this.#stage;
  }

  get progress(): Progress {
    return this.#progress;
  }

  get given(): Given {
    return this.#given;
  }

  /** By what the check on the page is judged; undefined before it begins. */
  get settings(): Settings | undefined {
    return this.#settings;
  }

  get notice(): Problem | undefined {
    return this.#notice;
  }

  /** Whether the check ends at the first file that differs. */
  get stopAtDifference(): boolean {
    return this.#stopAtDifference;
  }

  set stopAtDifference(on: boolean) {
    this.#stopAtDifference = on;
    this.#run?.stopAtDifference(on);
  }

  /** Whether the person is told when this check is done. */
  get notifies(): boolean {
    return this.#notifies;
  }

  /** Takes what a person dropped or chose; `null` if they closed the dialog. */
  async open(gathering: Promise<Dropped | Problem | null>): Promise<void> {
    const before = this.#stage;
    const turn = this.#begin();
    this.#stage = { at: 'listing' };
    try {
      const dropped = await gathering;
      if (turn !== this.#turn) return;
      const roles = dropped && ('code' in dropped ? dropped : await assignRoles(dropped));
      if (turn !== this.#turn) return;
      if (!roles || 'code' in roles) {
        this.#return(before, roles ?? undefined);
        return;
      }
      if (roles.report) await this.#readReport(roles.report, before, turn);
      else await this.#assign(roles, before, turn);
    } catch (thrown) {
      if (turn === this.#turn) this.#return(before, problemOf(thrown));
    }
  }

  /** Runs one of the samples that come with the page. */
  async trySample(kind: 'sigstore' | 'key', tampered: boolean): Promise<void> {
    const turn = this.#begin();
    this.#stage = { at: 'listing' };
    try {
      const { given, tree, bundle } = await sampleRoles(kind, tampered);
      if (turn !== this.#turn) return;
      this.#given = given;
      this.#check({ tree, bundle, unseen: [] });
    } catch (thrown) {
      if (turn === this.#turn) this.#stage = { at: 'start', problem: problemOf(thrown) };
    }
  }

  /** Chooses among the bundles that were found, or one from elsewhere. */
  async chooseBundle(bundle: File | ModelFile): Promise<void> {
    const stage = this.#stage;
    if (stage.at !== 'bundle') return;
    const turn = ++this.#turn;
    const source = 'path' in bundle ? await readBundle(bundle) : await locateBundle(bundle, stage.tree);
    if (turn !== this.#turn) return;
    if ('code' in source) this.#stage = { ...stage, problem: source };
    else this.#check(this.#subject(stage.tree, source));
  }

  /** Takes a bundle that was pasted as text. */
  async pasteBundle(text: string): Promise<void> {
    await this.chooseBundle(new File([text], 'pasted text'));
  }

  /** Judges anew by what the form holds now. */
  async apply(): Promise<void> {
    const stage = this.#stage;
    this.#notice = undefined;
    if (stage.at === 'inspecting') await this.#inspect(stage.bundle);
    if (stage.at === 'checking' || stage.at === 'verdict') await this.#judge(stage.subject);
  }

  /** The person answers the verdict's question with yes: this signer is expected, or this file known from elsewhere. */
  async accept(): Promise<void> {
    const stage = this.#stage;
    if (stage.at !== 'verdict') return;
    const { signature, verdict } = stage.report;
    if (verdict.code === 'origin-unconfirmed') this.#given.confirmFiles();
    if (verdict.code === 'signer-unconfirmed') this.#expect(signature);
    await this.apply();
  }

  /** The person expects who signed, while the files are read; it counts as accepted after seeing it. */
  async acceptSigner(): Promise<void> {
    this.#expect(this.#progress.signature);
    await this.apply();
  }

  /** The person answers the question whether they expected the signer with no. */
  async expectSomebodyElse(): Promise<void> {
    this.#given.refused = signerOf(this.#progress.signature);
    await this.apply();
  }

  /** Takes back that somebody else is expected. */
  async reconsider(): Promise<void> {
    this.#given.refused = undefined;
    await this.apply();
  }

  /** Leaves paths out of the check, as if they stood on the person's own list, where a line break would make two of one. */
  async ignore(paths: readonly string[]): Promise<void> {
    const lines = [this.#given.ignorePaths, ...paths.filter((path) => !path.includes('\n'))];
    this.#given.ignorePaths = lines.filter((line) => line !== '').join('\n');
    await this.apply();
  }

  /** Checks a folder of the model, by its path, as a model of its own. */
  openSubfolder(folder: string): void {
    const stage = this.#stage;
    if (stage.at !== 'verdict') return;
    this.#begin();
    // Their paths begin at the folder around it.
    this.#given.ignorePaths = '';
    const { path, ...bundle } = stage.subject.bundle;
    const inside = path === undefined ? undefined : pathBelow(folder, path);
    const tree = subtree(stage.subject.tree, folder);
    this.#check(this.#subject(tree, { ...bundle, ...(inside !== undefined && { path: inside }) }));
  }

  /** Shows a report that this browser kept; who signed is seen from here on. */
  showPast(document: ReportDocument): void {
    this.#begin();
    this.#given.reveal();
    this.#stage = { at: 'report', document };
  }

  /** Every layer of the bundle on the page, decoded. */
  async describe(): Promise<Result<BundleDescription>> {
    return this.#signer?.describe() ?? { ok: false, problem: problem('unexpected', 'no bundle is open') };
  }

  cancel(): void {
    this.#run?.cancel();
  }

  /** Stops reading for as long as the person likes, or goes on. */
  togglePause(): void {
    if (this.#progress.paused) this.#run?.resume();
    else this.#run?.pause();
  }

  /** The person goes on with the earlier check that was found, or starts over. */
  decide(goOn: boolean): void {
    this.#run?.decide(goOn);
  }

  /** The page may be about to end: keeps what is read so far. */
  save(): void {
    this.#run?.save();
  }

  /** The person wants to be told when this check is done. */
  async notifyAtEnd(): Promise<void> {
    this.#notifies = await mayNotify();
  }

  /** Checks the same model anew: it is listed again where the browser allows, and every file is read again. */
  async again(): Promise<void> {
    const stage = this.#stage;
    if (stage.at !== 'verdict') return;
    const { report, subject } = stage;
    const turn = this.#begin();
    this.#stage = { at: 'listing' };
    await this.#household.checkpoints?.forget(report.bundle.sha256);
    const tree = (await subject.tree.relist?.()) ?? subject.tree;
    if (turn === this.#turn) this.#check({ ...subject, tree });
  }

  /** Shows the start, where another model may be opened; until then the way forward leads here. */
  leave(): void {
    this.#household.leave();
  }

  /** Ends all that is under way; the session is of no more use. */
  end(): void {
    this.#begin();
    this.#end();
  }

  /** Stops reading and checking. */
  #end(): void {
    this.#run?.cancel();
    this.#signer?.dispose();
    this.#run = undefined;
    this.#signer = undefined;
  }

  /** Makes late answers to what went before void. */
  #begin(): number {
    this.#notice = undefined;
    return ++this.#turn;
  }

  /** Goes back to where the page was, saying why what came since was no use. */
  #return(stage: Stage, reason: Problem | undefined): void {
    if (stage.at === 'start' || stage.at === 'listing') {
      this.#stage = { at: 'start', ...(reason && { problem: reason }) };
      return;
    }
    this.#stage = stage;
    this.#notice = reason;
    // The verdict of a check that goes on was called off with everything else that was under way.
    if (stage.at === 'checking') void this.#judge(stage.subject);
  }

  async #assign(roles: Roles, before: Stage, turn: number): Promise<void> {
    const tree =
      roles.tree ?? ('tree' in before ? before.tree : 'subject' in before ? before.subject.tree : undefined);
    const bundle = roles.bundle && (await locateBundle(roles.bundle, tree));
    if (turn !== this.#turn) return;
    if (bundle && 'code' in bundle) {
      this.#return(before, bundle);
      return;
    }
    // Another model is most often somebody else's: what was said about the last one does not count for it.
    if (roles.tree && 'subject' in before) this.#given = new Given();
    this.#take(roles);
    if (this.#given.halfStated) {
      this.#return(before, problem('expectation-half'));
    } else if (roles.tree) {
      await this.#openModel(
        roles.tree,
        bundle ?? (before.at === 'inspecting' ? before.bundle : undefined),
        turn,
      );
    } else if (bundle && tree) {
      this.#check(this.#subject(tree, bundle));
    } else if (bundle) {
      await this.#inspect(bundle);
    } else {
      // Only keys and certificates: they belong to what is on the page.
      this.#stage = before.at === 'listing' ? { at: 'start' } : before;
      await this.apply();
    }
  }

  /** Shows a report; who seems to have signed is seen from here on, whatever it is worth. */
  async #readReport(file: File, before: Stage, turn: number): Promise<void> {
    const { MAX_REPORT_BYTES, readReport } = await import('../report/read.ts');
    // A byte too many says that it is too large, however large it is.
    const bytes = await file.slice(0, MAX_REPORT_BYTES + 1).arrayBuffer();
    if (turn !== this.#turn) return;
    const read = readReport(new Uint8Array(bytes));
    if (!read.ok) {
      this.#return(before, read.problem);
      return;
    }
    this.#end();
    if ('subject' in before) this.#given = new Given();
    this.#given.reveal();
    this.#stage = { at: 'report', name: file.name, document: read.value };
  }

  async #openModel(tree: ModelTree, bundle: BundleSource | undefined, turn: number): Promise<void> {
    this.#end();
    if (tree.linkCache) {
      const code = tree.files.length === 0 && tree.unreadable.length === 0 ? 'model-empty' : 'model-links';
      this.#stage = { at: 'start', problem: problem(code, tree.name) };
      return;
    }
    if (bundle) {
      this.#check(this.#subject(tree, bundle));
      return;
    }
    const { found, broken, suspects: named } = await findBundles(tree);
    if (turn !== this.#turn) return;
    const suspects = [...broken, ...named];
    const [sole, ...others] = found.length > 0 ? found : broken;
    if (!sole || others.length > 0) {
      this.#stage = { at: 'bundle', tree, found, suspects };
      return;
    }
    const source = await readBundle(sole);
    if (turn !== this.#turn) return;
    if ('code' in source) this.#stage = { at: 'bundle', tree, found, suspects, problem: source };
    else this.#check(this.#subject(tree, source));
  }

  /** Puts what was dropped along into the form. */
  #take({ publicKey, roots, trustRoot }: Roles): void {
    if (publicKey) this.#given.publicKey = give(publicKey);
    if (roots.length > 0) this.#given.roots = roots.map(give);
    if (trustRoot) this.#given.trustRoot = give(trustRoot);
  }

  #subject(tree: ModelTree, bundle: BundleSource): Subject {
    const notes = tree.kind === 'folder' ? unseen(tree.via, engineOf(navigator.userAgent)) : [];
    return { tree, bundle, unseen: notes.map(({ sentence }) => sentence) };
  }

  #check(subject: Subject): void {
    this.#end();
    this.#signer = startSigner();
    this.#progress = { paused: false };
    this.#stopAtDifference = false;
    this.#notifies = false;
    const run = verifyModel(subject, {
      signer: this.#signer,
      hash: createHashPool(this.preferences.workers),
      now: () => Date.now(),
      checkpoints: this.#household.checkpoints,
    });
    this.#run = run;
    this.#keeping = Promise.resolve(undefined);
    this.#settings = undefined;
    run.subscribe((progress) => {
      if (run !== this.#run) return;
      this.#progress = progress;
      if (progress.claims) this.#given.reveal();
    });
    this.#stage = { at: 'checking', subject };
    void this.#judge(subject);
  }

  async #judge(subject: Subject): Promise<void> {
    const turn = ++this.#turn;
    const run = this.#run;
    if (!run) return;
    const claims = await run.claims;
    // Whoever made the folder around it could put a key there just as well.
    const settings = await this.#given.settings(claims?.method, subject.tree.within ?? subject.tree);
    if (turn === this.#turn) this.#settings = settings;
    const report = await run.judge(settings);
    if (turn !== this.#turn) return;
    if (this.#stage.at === 'checking' && this.#notifies) {
      const { verdict, model } = report;
      notify(`${TONE_WORDS[toneOf(verdict)]}: ${escapeText(model.name)}`, plainText(verdict.headline));
    }
    this.#stage = { at: 'verdict', subject, report };
    this.#keep(report);
  }

  /** Keeps the report of a check that came to an answer; a sample's is nobody's. */
  #keep(report: Report): void {
    const { past, preferences } = this.#household;
    if (!past || !preferences.keepsReports || this.#given.demo || report.verdict.state === 'incomplete')
      return;
    this.#keeping = this.#keeping.then((id) => past.keep(report, id));
  }

  /** Takes the signer of the bundle for the one that is expected. */
  #expect(signature: Signature | undefined): void {
    const signer = signerOf(signature);
    if (!signer) return;
    this.#given.identity = signer.identity;
    this.#given.issuer = signer.issuer;
    this.#given.refused = undefined;
  }

  async #inspect(bundle: BundleSource): Promise<void> {
    const turn = ++this.#turn;
    this.#end();
    const signer = startSigner();
    this.#signer = signer;
    const opened = await signer.open(bundle.bytes);
    if (!opened.ok) {
      if (turn === this.#turn) this.#stage = { at: 'start', problem: opened.problem };
      return;
    }
    const settings = await this.#given.settings(opened.value.method, undefined);
    this.#given.reveal();
    const signature = await signer.check(signerOptions(settings, Date.now()));
    if (turn === this.#turn) this.#stage = { at: 'inspecting', bundle, claims: opened.value, signature };
  }
}

/** Whom a Sigstore signature is by, as the form asks for them. */
function signerOf(signature: Signature | undefined): { identity: string; issuer: string } | undefined {
  if (!signature?.ok || signature.signer.method !== 'sigstore') return undefined;
  const { identities, issuer } = signature.signer;
  return { identity: identities[0]?.value ?? '', issuer };
}
