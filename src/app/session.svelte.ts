import type { VerificationLink } from '../link/link.ts';
import { messages } from '../messages/index.ts';
import type { Dropped } from '../model/drop.ts';
import { platformOf } from '../model/engine.ts';
import { type BundleSearch, findBundles } from '../model/find-bundle.ts';
import type { ListingWatch } from '../model/listing-watch.ts';
import { listHandle } from '../model/picker.ts';
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
import { type KeptTrust, NOTHING_KEPT } from '../trust/kept.ts';
import { nameFrom } from '../trust/kept-anchor.ts';
import {
  pinOf,
  recollect,
  type RememberedSigner,
  samePin,
  statementOf,
  withStatement,
} from '../trust/remembered.ts';
import { withKept } from './kept-settings.ts';
import { bundleAgain, type BundleSource, locateBundle, readBundle } from './bundle-source.ts';
import type { Folders } from './folders.svelte.ts';
import { Given, give } from './given.svelte.ts';
import { createHashPool, readyHashPool } from './hash-workers.ts';
import type { Kept } from './kept.svelte.ts';
import { Listing } from './listing.svelte.ts';
import { mayNotify, notify } from './notification.ts';
import { OpenedLink } from './opened-link.svelte.ts';
import type { PastReports } from './past-reports.svelte.ts';
import type { Preferences } from './preferences.svelte.ts';
import type { PublicGood } from './public-good.svelte.ts';
import { recentExpectations, type RecentExpectations } from './recent.ts';
import { type FolderCheck, folderCheckOf, gistOf, type RememberedFolder } from './remembered-folder.ts';
import { assignRoles, type Roles } from './roles.ts';
import { sampleRoles } from './samples/sample-roles.ts';
import { readySigner, type SignerWorker, startSigner } from './signer-worker.ts';
import type { Rejected, Settled, Stage } from './stage.ts';
import { TONE_WORDS, toneOf } from './tone.ts';

/** What the sessions of a page share. */
export interface Household {
  readonly preferences: Preferences;
  /** Where reports are kept; absent where nothing may be. */
  readonly past: PastReports | undefined;
  /** Where unfinished checks are kept; absent where nothing may be. */
  readonly checkpoints: CheckpointStore | undefined;
  /** Where signers, keys and trust roots are kept; absent where nothing may be. */
  readonly kept: Kept | undefined;
  /** Where folders are remembered; absent where nothing may be. */
  readonly folders: Folders | undefined;
  readonly publicGood: PublicGood;
  /** Settles when what comes after the listing can be shown. */
  readonly viewsReady: Promise<unknown>;
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
  #link = $state.raw<OpenedLink>();
  #passedOver = $state.raw<readonly string[]>([]);
  #settings = $state.raw<Settings>();
  /** What was given last and is of no use, where what is on the page stays as it is. */
  #notice = $state.raw<Rejected>();
  /** Whom the person remembered when this check began; what they remember in its course is for the next. */
  #known = $state.raw<readonly RememberedSigner[]>();
  readonly #household: Household;
  /** Settles when the link is read: a model that is dropped meanwhile waits for it. */
  #reading: Promise<void> = Promise.resolve();
  /** The folder that is checked, if it is remembered with this check. */
  #folder: FileSystemDirectoryHandle | undefined;
  #run: VerificationRun | undefined;
  #signer: SignerWorker | undefined;
  /** Counts up with every new model and every new judgement, so that late answers to old questions are dropped. */
  #turn = 0;
  /** True while what is on the page is not judged by what the form holds. */
  #due = false;
  /** The id under which the report of this check is kept: a new judgement takes the place of the last. */
  #keeping: Promise<number | undefined> = Promise.resolve(undefined);

  /** `link` is the one that the page was opened by, if it is known already. */
  constructor(household: Household, link?: OpenedLink) {
    this.#household = household;
    this.#link = link;
    this.#given = this.#fresh();
  }

  get preferences(): Preferences {
    return this.#household.preferences;
  }

  /** Whom the person said to expect in earlier checks. */
  get recent(): RecentExpectations {
    return recentExpectations((this.#household.past?.all ?? []).map(({ document }) => document));
  }

  /** What the person keeps, to choose from. */
  get choices(): KeptTrust {
    const { anchors, signers } = this.#household.kept?.all ?? NOTHING_KEPT;
    return { anchors, signers: (this.#known ?? signers).filter(({ distrusted }) => !distrusted) };
  }

  /** Where signers are remembered; absent where nothing may be. */
  get kept(): Kept | undefined {
    return this.#household.kept;
  }

  /** Where folders are remembered; absent where nothing may be. */
  get folders(): Folders | undefined {
    return this.#household.folders;
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

  /** The link that counts for the model as long as the person says nothing else. */
  get link(): OpenedLink | undefined {
    return this.#given.link;
  }

  /** The link that the page was opened by. */
  get openedBy(): OpenedLink | undefined {
    return this.#link;
  }

  /** Paths of bundles in the model that were not used, since another one was brought. */
  get passedOver(): readonly string[] {
    return this.#passedOver;
  }

  get notice(): Rejected | undefined {
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

  /**
   * Reads the link that the page was opened by, the address’s fragment; an empty one is none. What it says counts as long
   * as the person says nothing else.
   */
  openLink(fragment: string): void {
    const turn = this.#begin();
    this.#use(undefined);
    this.#stage = { at: 'start' };
    this.#reading = Promise.resolve();
    if (fragment === '') return;
    const reading = readLinkLazily(fragment).then((read) => {
      if (reading !== this.#reading) return;
      if (read.ok) this.#use(new OpenedLink(read.value));
      else if (turn === this.#turn)
        this.#stage = { at: 'start', rejected: { problem: read.problem, names: [] } };
      else this.#notice = { problem: read.problem, names: [] };
    });
    this.#reading = reading;
  }

  /** Takes a bundle that came from the address in the link. */
  async takeBundle(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const { link } = this;
    const address = link?.expectation.bundle;
    if (!link || address === undefined) return;
    const bundle = new File([bytes], nameIn(address));
    link.bundle = bundle;
    await this.chooseBundle(bundle);
  }

  /** Shows what the bundle in the link says. */
  async inspectLink(): Promise<void> {
    const turn = this.#turn;
    const source = this.#link?.bundle && (await readBundle(this.#link.bundle));
    if (turn === this.#turn && source && 'bytes' in source) await this.#inspect(source);
  }

  /** The person does not want the link to count. */
  async dropLink(): Promise<void> {
    this.#use(undefined);
    await this.apply();
  }

  /** Takes what a person drops or chooses, which is gathered at once; `null` if they closed the dialog. */
  async open(gather: (watch: ListingWatch) => Promise<Dropped | Problem | null>): Promise<void> {
    const { before, listing, turn } = this.#list();
    let names: readonly string[] = [];
    try {
      const dropped = await gather(listing);
      if (turn !== this.#turn) return;
      if (!dropped || 'code' in dropped) {
        this.#return(before, dropped ? { problem: dropped, names } : undefined);
        return;
      }
      if (before.at === 'trust' && dropped.folders.length === 0) {
        this.#stage = { at: 'trust', offered: dropped.files };
        return;
      }
      names = namesOf(dropped);
      const roles = await assignRoles(dropped);
      await this.#reading;
      await this.#household.viewsReady;
      if (turn !== this.#turn) return;
      const failure = await ('code' in roles
        ? roles
        : roles.report
          ? this.#readReport(roles.report, before, turn)
          : this.#assign(roles, before, turn));
      if (failure && turn === this.#turn) this.#return(before, { problem: failure, names });
    } catch (thrown) {
      if (turn === this.#turn) this.#return(before, { problem: problemOf(thrown), names });
    }
  }

  /** The person does not want to wait until all files are listed: the page stands as it did before. */
  callOffListing(): void {
    const stage = this.#stage;
    if (stage.at !== 'listing') return;
    this.#begin();
    this.#return(stage.before, undefined);
  }

  /** Runs one of the samples that come with the page. */
  async trySample(kind: 'sigstore' | 'key', tampered: boolean): Promise<void> {
    const { before, turn } = this.#list();
    try {
      const { given, tree, bundle } = await sampleRoles(kind, tampered);
      await this.#household.viewsReady;
      if (turn !== this.#turn) return;
      this.#given = given;
      this.#passedOver = [];
      this.#check({ tree, bundle, unseen: [] });
    } catch (thrown) {
      if (turn === this.#turn) this.#return(before, { problem: problemOf(thrown), names: [] });
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
    await this.chooseBundle(new File([text], messages.open.pasted));
  }

  /** Judges anew by what the form holds now. */
  async apply(): Promise<void> {
    this.#notice = undefined;
    this.#due = true;
    await this.#renew();
  }

  /** The person answers the verdict's question with yes: this signer is expected, or this file known from elsewhere. */
  async accept(): Promise<void> {
    const stage = this.#stage;
    if (stage.at !== 'verdict') return;
    const { signature, verdict } = stage.report;
    if (verdict.code === 'origin-unconfirmed') this.#given.confirmFiles();
    if (verdict.code === 'signer-unconfirmed' || verdict.code === 'signer-changed') this.#expect(signature);
    if (verdict.code === 'link-unconfirmed' && this.link) this.link.confirmed = true;
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
    this.#passedOver = [];
    // Their paths begin at the folder around it.
    this.#given.ignorePaths = '';
    const { path, ...bundle } = stage.subject.bundle;
    const inside = path === undefined ? undefined : pathBelow(folder, path);
    const tree = subtree(stage.subject.tree, folder);
    this.#check(this.#subject(tree, { ...bundle, ...(inside !== undefined && { path: inside }) }));
  }

  /** Shows what the page trusts. */
  showTrust(): void {
    this.#stage = { at: 'trust' };
  }

  /** Remembers who signed the model of the verdict, under a name, or as one to turn down: that counts at once. */
  async remember(name: string, distrusted: boolean): Promise<Problem | undefined> {
    const stage = this.#stage;
    const kept = this.#household.kept;
    if (stage.at !== 'verdict' || !kept || !stage.report.signature?.ok) return undefined;
    const { readAt, settings, signature } = stage.report;
    const pin = pinOf(signature, settings.expectation);
    if (!pin) return undefined;
    const before = kept.all.signers.find((each) => samePin(each.pin, pin));
    const signer = { name, pin, distrusted, statements: before?.statements ?? [] };
    const failure = await kept.remember(withStatement(signer, statementOf(signature, readAt)));
    if (failure) return failure;
    const { trustRoot } = settings;
    // Without it the signer could not be checked the next time.
    if (trustRoot.kind === 'imported' && pin.method === 'sigstore')
      await kept.keepAnchor({ kind: 'trust-root', name: nameFrom(trustRoot.name), text: trustRoot.json });
    if (distrusted !== (before?.distrusted ?? false)) {
      this.#known = kept.all.signers;
      await this.apply();
    }
    return undefined;
  }

  /** Has the folder of the verdict remembered, to be checked again in the same way. */
  async rememberFolder(): Promise<Problem | undefined> {
    const stage = this.#stage;
    const handle = stage.at === 'verdict' ? stage.subject.tree.handle : undefined;
    const { folders } = this.#household;
    if (stage.at !== 'verdict' || !handle || !folders) return undefined;
    const { report, subject } = stage;
    this.#folder = handle;
    return folders.keep(handle, gistOf(report), await folderCheckOf(report, subject, this.#given));
  }

  /** Checks a remembered folder anew, by what the person said and gave for its last check. It must be open to the page. */
  async recheck({ handle }: RememberedFolder, { bundle, bundleSha256, said }: FolderCheck): Promise<void> {
    const { before, listing, turn } = this.#list();
    const reject = (problem: Problem): void => {
      this.#return(before, { problem, names: [handle.name] });
    };
    try {
      await this.#household.checkpoints?.forget(bundleSha256);
      const signers = (await this.#household.kept?.load())?.signers ?? [];
      const tree = await listHandle(handle, listing);
      const source = await bundleAgain(bundle, tree);
      const search = await searchModel(tree, source !== undefined);
      await this.#household.viewsReady;
      if (turn !== this.#turn) return;
      if (tree.linkCache) {
        reject(noFiles(tree));
      } else if (source && 'code' in source) {
        reject(source);
      } else {
        this.#given = Given.again(said, signers);
        this.#folder = handle;
        this.#openModel(tree, source, search);
      }
    } catch (thrown) {
      if (turn === this.#turn) reject(problemOf(thrown));
    }
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
    const { listing, turn } = this.#list();
    try {
      await this.#household.checkpoints?.forget(report.bundle.sha256);
      const tree = (await subject.tree.relist?.(listing)) ?? subject.tree;
      if (turn === this.#turn) this.#check({ ...subject, tree });
    } catch (thrown) {
      if (turn === this.#turn) this.#return(stage, { problem: problemOf(thrown), names: [] });
    }
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
    if (this.#stage.at === 'listing') this.#stage.listing.callOff();
    this.#notice = undefined;
    return ++this.#turn;
  }

  /** Begins to look through files. */
  #list(): { readonly before: Settled; readonly listing: Listing; readonly turn: number } {
    const stage = this.#stage;
    const before = stage.at === 'listing' ? stage.before : stage;
    const turn = this.#begin();
    const listing = new Listing();
    readySigner();
    readyHashPool();
    this.#stage = { at: 'listing', listing, before };
    return { before, listing, turn };
  }

  #use(link: OpenedLink | undefined): void {
    this.#link = link;
    this.#given.follow(link);
  }

  /** What counts of a model of which the person said nothing yet. */
  #fresh(): Given {
    const given = new Given();
    given.follow(this.#link);
    return given;
  }

  /** Goes back to where the page was, saying why what came since was no use. */
  #return(stage: Settled, rejected: Rejected | undefined): void {
    if (stage.at === 'start') {
      this.#stage = { at: 'start', returned: true, ...(rejected && { rejected }) };
      return;
    }
    this.#stage = stage.at === 'verdict' ? { ...stage, remains: rejected !== undefined } : stage;
    this.#notice = rejected;
    // What was to be judged was called off with everything else that was under way.
    if (this.#due) void this.#renew();
  }

  /** Goes on with what was given, or says why it cannot: then nothing has changed but the form. */
  async #assign(roles: Roles, before: Settled, turn: number): Promise<Problem | undefined> {
    const tree =
      roles.tree ?? ('tree' in before ? before.tree : 'subject' in before ? before.subject.tree : undefined);
    const inspected =
      before.at === 'inspecting'
        ? new File([Uint8Array.from(before.bundle.bytes)], before.bundle.name)
        : undefined;
    const file = roles.bundle ?? (roles.tree && (this.#link?.bundle ?? inspected));
    const bundle = file && (await locateBundle(file, tree));
    if (bundle && 'code' in bundle) return bundle;
    if (roles.tree?.linkCache) return noFiles(roles.tree);
    const search = roles.tree && (await searchModel(roles.tree, bundle !== undefined));
    if (turn !== this.#turn) return undefined;
    // Another model is most often somebody else's: what was said about the last one does not count for it.
    if (roles.tree && 'subject' in before) this.#given = this.#fresh();
    this.#put(roles);
    if (this.#given.halfStated) return problem('expectation-half');
    if (roles.tree && search) {
      this.#openModel(roles.tree, bundle, search);
    } else if (bundle && tree) {
      this.#check(this.#subject(tree, bundle));
    } else if (bundle) {
      await this.#inspect(bundle);
    } else {
      // Only keys and certificates: they belong to what is on the page.
      this.#stage = before.at === 'start' ? { at: 'start', returned: true } : before;
      await this.apply();
    }
    return undefined;
  }

  /** Shows a report; who seems to have signed is seen from here on, whatever it is worth. */
  async #readReport(file: File, before: Settled, turn: number): Promise<Problem | undefined> {
    const { MAX_REPORT_BYTES, readReport } = await import('../report/read.ts');
    // A byte too many says that it is too large, however large it is.
    const bytes = await file.slice(0, MAX_REPORT_BYTES + 1).arrayBuffer();
    if (turn !== this.#turn) return undefined;
    const read = readReport(new Uint8Array(bytes));
    if (!read.ok) return read.problem;
    this.#end();
    if ('subject' in before) this.#given = this.#fresh();
    this.#given.reveal();
    this.#stage = { at: 'report', name: file.name, document: read.value };
    return undefined;
  }

  #openModel(tree: ModelTree, bundle: BundleSource | undefined, search: ModelSearch): void {
    const { found, broken, suspects, sole } = search;
    this.#passedOver = bundle ? found.map(({ path }) => path).filter((path) => path !== bundle.path) : [];
    const source = bundle ?? sole;
    if (source && 'bytes' in source) {
      this.#check(this.#subject(tree, source));
      return;
    }
    this.#end();
    this.#stage = {
      at: 'bundle',
      tree,
      found,
      suspects: [...broken, ...suspects],
      ...(source && { problem: source }),
    };
  }

  /** Puts what was dropped along into the form. */
  #put({ publicKey, roots, trustRoot }: Roles): void {
    if (publicKey) this.#given.publicKey = give(publicKey);
    if (roots.length > 0) this.#given.roots = roots.map(give);
    if (trustRoot) this.#given.trustRoot = give(trustRoot);
  }

  #subject(tree: ModelTree, bundle: BundleSource): Subject {
    const notes = tree.kind === 'folder' ? unseen(tree.via, platformOf(navigator.userAgent)) : [];
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
    this.#known = undefined;
    run.subscribe((progress) => {
      if (run !== this.#run) return;
      this.#progress = progress;
      if (progress.claims) this.#given.reveal();
    });
    this.#stage = { at: 'checking', subject };
    void this.#judge(subject);
  }

  /** Judges what is on the page, where it is something that can be judged. */
  async #renew(): Promise<void> {
    const stage = this.#stage;
    if (stage.at === 'inspecting') await this.#inspect(stage.bundle);
    if (stage.at === 'checking' || stage.at === 'verdict') await this.#judge(stage.subject);
  }

  async #judge(subject: Subject): Promise<void> {
    const turn = ++this.#turn;
    const run = this.#run;
    if (!run) return;
    this.#due = true;
    const claims = await run.claims;
    // Whoever made the folder around it could put a key there just as well.
    const settings = await this.#complete(
      await this.#given.settings(claims?.method, subject.tree.within ?? subject.tree),
    );
    if (turn === this.#turn) this.#settings = settings;
    const report = await run.judge(settings);
    if (turn !== this.#turn) return;
    if (this.#stage.at === 'checking' && this.#notifies) {
      const { verdict, model } = report;
      notify(`${TONE_WORDS[toneOf(verdict)]}: ${escapeText(model.name)}`, plainText(verdict.headline));
    }
    this.#due = false;
    this.#stage = { at: 'verdict', subject, report };
    this.#see(report);
    this.#keep(report);
    void this.#note(report, subject);
  }

  /** With what the page knows beside what the person said. */
  async #complete(settings: Settings): Promise<Settings> {
    if (this.#given.demo) return settings;
    const { kept, publicGood } = this.#household;
    if (kept) this.#known ??= (await kept.load())?.signers;
    const memory = this.#known ? { remembered: this.#known } : kept ? UNREAD : {};
    return withKept({ ...settings, ...memory }, kept?.all.anchors ?? [], publicGood);
  }

  /** Notes what a remembered signer signed, so that the next check can tell another statement from it. */
  #see({ readAt, settings, signature, verdict }: Report): void {
    if (verdict.state !== 'verified' || !signature?.ok) return;
    const { signer } = recollect(settings.remembered ?? [], signature);
    if (signer) void this.#household.kept?.see(signer.pin, statementOf(signature, readAt));
  }

  /** Keeps the report of a check that came to an answer; a sample's is nobody's. */
  #keep(report: Report): void {
    const { past, preferences } = this.#household;
    if (!past || !preferences.keepsReports || this.#given.demo || report.verdict.state === 'incomplete')
      return;
    this.#keeping = this.#keeping.then((id) => past.keep(report, id));
  }

  /** Notes what came of the check of a remembered folder; what is not finished is no answer. */
  async #note(report: Report, subject: Subject): Promise<void> {
    const { handle } = subject.tree;
    if (!handle || handle !== this.#folder || report.verdict.state === 'incomplete') return;
    const check = await folderCheckOf(report, subject, this.#given);
    await this.#household.folders?.note(handle, gistOf(report), check);
  }

  /** Takes the signer of the bundle for the one that is expected. */
  #expect(signature: Signature | undefined): void {
    const known = signature?.ok ? recollect(this.#known ?? [], signature).signer : undefined;
    if (known) {
      this.#given.choose(known);
      return;
    }
    const signer = signerOf(signature);
    if (!signer) return;
    this.#given.identity = signer.identity;
    this.#given.issuer = signer.issuer;
    this.#given.refused = undefined;
  }

  async #inspect(bundle: BundleSource): Promise<void> {
    const turn = ++this.#turn;
    this.#due = true;
    this.#end();
    const signer = startSigner();
    this.#signer = signer;
    const opened = await signer.open(bundle.bytes);
    if (!opened.ok) {
      if (turn === this.#turn) {
        const rejected = { problem: opened.problem, names: [bundle.name] };
        this.#stage = { at: 'start', returned: true, rejected };
      }
      return;
    }
    const settings = await this.#complete(await this.#given.settings(opened.value.method, undefined));
    this.#given.reveal();
    const signature = await signer.check(signerOptions(settings, Date.now()));
    if (turn !== this.#turn) return;
    this.#due = false;
    this.#stage = { at: 'inspecting', bundle, claims: opened.value, signature };
  }
}

const UNREAD = { memoryUnread: true } as const;

/** The bundles of a model, and what is in the one that counts where there is no other. */
interface ModelSearch extends BundleSearch {
  readonly sole?: BundleSource | Problem;
}

/** @param given - whether a bundle is at hand: others count only by their names then */
async function searchModel(tree: ModelTree, given: boolean): Promise<ModelSearch> {
  const search = await findBundles(tree, given);
  const [sole, ...others] = search.found.length > 0 ? search.found : search.broken;
  return { ...search, ...(sole && others.length === 0 && { sole: await readBundle(sole) }) };
}

/** Why there is nothing to check in a model whose files are not to be seen. */
function noFiles({ files, name, unreadable }: ModelTree): Problem {
  return problem(files.length === 0 && unreadable.length === 0 ? 'model-empty' : 'model-links', name);
}

/** What was dropped, by its names. */
function namesOf({ files, folders, unreadable }: Dropped): string[] {
  return [...folders, ...files].map(({ name }) => name).concat(unreadable.map(({ path }) => path));
}

/** Whom a Sigstore signature is by, as the form asks for them. */
function signerOf(signature: Signature | undefined): { identity: string; issuer: string } | undefined {
  if (!signature?.ok || signature.signer.method !== 'sigstore') return undefined;
  const { identities, issuer } = signature.signer;
  return { identity: identities[0]?.value ?? '', issuer };
}

/** Reads a link; most visits need none of that. */
async function readLinkLazily(fragment: string): Promise<Result<VerificationLink>> {
  try {
    const { readLink } = await import('../link/link.ts');
    return await readLink(fragment);
  } catch (thrown) {
    return { ok: false, problem: problemOf(thrown) };
  }
}

/** The name of the file at an address. */
function nameIn(address: string): string {
  const { host, pathname } = new URL(address);
  const name = pathname.slice(pathname.lastIndexOf('/') + 1);
  return name === '' ? host : name;
}
