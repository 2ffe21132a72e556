import { expectationOf } from '../link/expected.ts';
import type { Method } from '../oms/bundle.ts';
import type { ModelTree } from '../model/tree.ts';
import type { Expectation } from '../signer/expectation.ts';
import type { TrustRootSource } from '../signer/result.ts';
import { parseWorkflow, ruleFor, type WorkflowRule } from '../signer/workflow.ts';
import type { KeptAnchor } from '../trust/kept-anchor.ts';
import { pinnedExpectation, type RememberedSigner, samePin } from '../trust/remembered.ts';
import type { Settings } from '../verify/settings.ts';
import { OpenedLink } from './opened-link.svelte.ts';
import type { Said, SaidFile } from './said.ts';

/** Largest key, certificate or trust root file that is read, in bytes: somebody may pick a model by mistake. */
const MAX_GIVEN_BYTES = 1024 * 1024;

/** A key, certificates or a trust root that the person gave, read at once: the file may change before it is used. */
export interface GivenFile {
  readonly name: string;
  /** No bytes if the file is too large or cannot be read: the signer then says that it is no PEM or no trust root. */
  readonly bytes: Promise<Uint8Array>;
  /** True if the person had it kept before: then it is theirs, wherever else it lies. */
  readonly kept?: true;
  /** True if it was in no file: the name is only what the page calls it. */
  readonly nameless?: true;
}

/** Begins to read a file that the person gave. */
export function give(file: File): GivenFile {
  return {
    name: file.name,
    bytes: file.size > MAX_GIVEN_BYTES ? Promise.resolve(new Uint8Array()) : bytesOf(file),
  };
}

/** Takes what the person kept for a file that they gave. */
export function giveKept({ name, text }: KeptAnchor): GivenFile {
  return { name, bytes: Promise.resolve(new TextEncoder().encode(text)), kept: true };
}

/** What the person said and gave, as the form holds it. */
export class Given {
  identity = $state('');
  issuer = $state('');
  /** How much of a workflow’s identity must be equal; counts only where the identity is a workflow’s. */
  accept = $state<'exact' | WorkflowRule['accept']>('exact');
  /** The remembered signer that the person chose. */
  remembered = $state.raw<RememberedSigner>();
  publicKey = $state.raw<GivenFile>();
  roots = $state.raw<readonly GivenFile[]>([]);
  trustRoot = $state.raw<GivenFile>();
  /** Who was seen to have signed, and is not whom the person expects. */
  refused = $state.raw<Settings['refused']>();
  judgeAtIssuance = $state(false);
  /** One path a line. */
  ignorePaths = $state('');
  ignoreUnsigned = $state(false);
  /** True in a sample run: what is given came with the sample. */
  readonly demo: boolean;

  #link = $state.raw<OpenedLink>();
  /** Identity and issuer as they stood when the page first showed who signed; undefined before. */
  #blind: string | undefined;
  /** Files that lie in the model, but that the person said to know from elsewhere: just these, not those given later. */
  readonly #known = new WeakSet<GivenFile>();

  constructor(demo = false) {
    this.demo = demo;
  }

  /** What was said and given for an earlier check, said again; `signers` are those that the person remembers by now. */
  static again(said: Said, signers: readonly RememberedSigner[]): Given {
    const given = new Given();
    const { link, remembered } = said;
    // What was stated only after it had been seen must not become the person’s own word by this.
    if (!said.blind) given.reveal();
    given.identity = said.identity;
    given.issuer = said.issuer;
    given.accept = said.accept;
    given.remembered = remembered && signers.find(({ pin }) => samePin(pin, remembered));
    given.publicKey = said.publicKey && given.#giveAgain(said.publicKey);
    given.roots = said.roots.map((file) => given.#giveAgain(file));
    given.trustRoot = said.trustRoot && given.#giveAgain(said.trustRoot);
    given.refused = said.refused;
    given.judgeAtIssuance = said.judgeAtIssuance;
    given.ignorePaths = said.ignorePaths;
    given.ignoreUnsigned = said.ignoreUnsigned;
    if (link) {
      const opened = new OpenedLink(link);
      opened.confirmed = link.confirmed;
      given.follow(opened);
    }
    return given;
  }

  /** The link that counts as long as nothing else is said. */
  get link(): OpenedLink | undefined {
    return this.#link;
  }

  /** Notes that the page now shows who signed: an identity that is stated from here on may be copied off the page. */
  reveal(): void {
    this.#blind ??= this.#stated;
  }

  /** Notes that the person knows the files that are given now from elsewhere than the model. */
  confirmFiles(): void {
    for (const file of [this.publicKey, ...this.roots, this.trustRoot]) if (file) this.#known.add(file);
  }

  /** Takes the link that the page was opened by, which shows whom it says to expect; undefined for none. */
  follow(link: OpenedLink | undefined): void {
    this.#link = link;
    if (link) this.reveal();
  }

  /** True if the link counts: what was said or given is nothing, or what the link asks for. */
  get followsLink(): boolean {
    if (!this.#link || this.remembered || this.identity.trim() !== '' || this.issuer.trim() !== '')
      return false;
    const { signer } = this.#link.expectation;
    const asksForKey = signer.method === 'key' && 'fingerprint' in signer;
    return (asksForKey || !this.publicKey) && (signer.method === 'certificate' || this.roots.length === 0);
  }

  /** Chooses a remembered signer in place of whom the person expected so far; nobody for none. */
  choose(signer: RememberedSigner | undefined): void {
    this.identity = '';
    this.issuer = '';
    this.accept = 'exact';
    this.publicKey = undefined;
    this.roots = [];
    this.refused = undefined;
    this.remembered = signer;
  }

  /** True if nothing was said or given. */
  get empty(): boolean {
    return (
      this.identity.trim() === '' &&
      this.issuer.trim() === '' &&
      !this.remembered &&
      !this.publicKey &&
      this.roots.length === 0 &&
      !this.trustRoot
    );
  }

  /** True if the identity is a workflow’s, which may be accepted by its parts. */
  get isWorkflow(): boolean {
    return parseWorkflow(this.identity.trim()) !== undefined;
  }

  /** True if an identity stands without an issuer, or the other way round: neither counts alone. */
  get halfStated(): boolean {
    return (this.identity.trim() === '') !== (this.issuer.trim() === '');
  }

  get #stated(): string {
    return [this.identity.trim(), this.issuer.trim(), this.accept].join('\n');
  }

  /** Gives files in place of what was given for the expected key, its root certificates or the trust root; none takes it back. */
  replace(what: 'key' | 'certificate' | 'trustRoot', files: readonly GivenFile[]): void {
    if (what === 'key') this.publicKey = files[0];
    else if (what === 'certificate') this.roots = files;
    else this.trustRoot = files[0];
  }

  /** All of it as plain data, for {@link Given.again}. */
  async say(): Promise<Said> {
    const { identity, issuer, accept, judgeAtIssuance, ignorePaths, ignoreUnsigned } = this;
    const [publicKey, trustRoot] = [this.publicKey, this.trustRoot];
    return {
      identity,
      issuer,
      accept,
      blind: !this.#copied,
      ...(this.remembered && { remembered: this.remembered.pin }),
      ...(publicKey && { publicKey: await this.#sayFile(publicKey) }),
      roots: await Promise.all(this.roots.map((file) => this.#sayFile(file))),
      ...(trustRoot && { trustRoot: await this.#sayFile(trustRoot) }),
      ...(this.refused && { refused: this.refused }),
      judgeAtIssuance,
      ignorePaths,
      ignoreUnsigned,
      ...(this.#link && {
        link: { expectation: this.#link.expectation, confirmed: this.#link.confirmed },
      }),
    };
  }

  async #sayFile(file: GivenFile): Promise<SaidFile> {
    const { bytes, ...rest } = file;
    return { ...rest, bytes: await bytes, ...(this.#known.has(file) && { known: true }) };
  }

  #giveAgain({ bytes, known, ...rest }: SaidFile): GivenFile {
    const file: GivenFile = { ...rest, bytes: Promise.resolve(bytes) };
    if (known) this.#known.add(file);
    return file;
  }

  /** True if identity and issuer may be copied off the page. */
  get #copied(): boolean {
    return this.#blind !== undefined && this.#blind !== this.#stated;
  }

  /** What the check is told, for a bundle of `method` over the files of `tree`. */
  async settings(method: Method | undefined, tree: ModelTree | undefined): Promise<Settings> {
    // Taken at once: what is changed from here on is for the next judgement.
    const said = {
      ...(this.refused && { refused: this.refused }),
      judgeAt: this.judgeAtIssuance ? 'issuance' : 'now',
      ignorePaths: this.ignorePaths
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
      ignoreUnsigned: this.ignoreUnsigned,
    } as const;
    const [expectation, trustRoot] = await Promise.all([
      this.#expectation(method, tree),
      this.#trustRoot(tree),
    ]);
    return { ...expectation, ...said, trustRoot };
  }

  async #expectation(
    method: Method | undefined,
    tree: ModelTree | undefined,
  ): Promise<Pick<Settings, 'expectation' | 'givenIn'>> {
    if (this.#link && this.followsLink) return { expectation: await this.#linkExpectation(this.#link) };
    const { publicKey, roots } = this;
    const identity = this.identity.trim();
    const issuer = this.issuer.trim();
    // A stated identity is never outdone by a key that came along with the model.
    if (identity !== '' && issuer !== '') {
      const origin = this.demo ? 'demo' : this.#copied ? 'accepted' : 'typed';
      const workflow = this.accept === 'exact' ? undefined : parseWorkflow(identity);
      const rule = workflow && this.accept !== 'exact' ? ruleFor(workflow, this.accept) : identity;
      return { expectation: { method: 'sigstore', identity: rule, issuer, origin } };
    }
    if (this.remembered) return { expectation: pinnedExpectation(this.remembered.pin) };
    if (publicKey && (method !== 'certificate' || roots.length === 0)) {
      const { origin, ...where } = this.demo ? DEMO : await this.#sourceOf([publicKey], tree);
      return { expectation: { method: 'key', publicKey: await textOf(publicKey), origin }, ...where };
    }
    if (roots.length === 0) return {};
    const { origin, ...where } = this.demo ? DEMO : await this.#sourceOf(roots, tree);
    const texts = await Promise.all(roots.map(textOf));
    return { expectation: { method: 'certificate', roots: texts, origin }, ...where };
  }

  async #linkExpectation({ confirmed, expectation }: OpenedLink): Promise<Expectation> {
    const { publicKey, roots } = this;
    const { materialFor } = await import('./link-material.ts');
    const material = materialFor(expectation, {
      ...(publicKey && { publicKey: await textOf(publicKey) }),
      roots: await Promise.all(roots.map(textOf)),
    });
    return expectationOf(expectation, confirmed ? 'link-confirmed' : 'link', material);
  }

  async #trustRoot(tree: ModelTree | undefined): Promise<TrustRootSource> {
    const { trustRoot } = this;
    if (!trustRoot) return { kind: 'public-good' };
    const json = await textOf(trustRoot);
    if (this.demo) return { kind: 'demo', json };
    const { origin } = await this.#sourceOf([trustRoot], tree);
    return { kind: 'imported', json, name: trustRoot.name, origin };
  }

  async #sourceOf(files: readonly GivenFile[], tree: ModelTree | undefined): Promise<Source> {
    for (const file of files) {
      if (file.kept) continue;
      const givenIn = await pathIn(tree, await file.bytes);
      if (givenIn !== undefined) return { origin: this.#known.has(file) ? 'accepted' : 'in-model', givenIn };
    }
    const [only, ...others] = files;
    const named = only && !only.nameless && others.length === 0;
    return { origin: 'file', ...(named && { givenIn: only.name }) };
  }
}

/** Where given files came from, and in which file what is expected was, if that is just one. */
interface Source extends Pick<Settings, 'givenIn'> {
  readonly origin: 'file' | 'in-model' | 'accepted';
}

/** What comes with a sample was in no file that the person knows. */
const DEMO = { origin: 'demo' } as const;

function bytesOf(file: File): Promise<Uint8Array> {
  return file.arrayBuffer().then(
    (buffer) => new Uint8Array(buffer),
    () => new Uint8Array(),
  );
}

/** The text of a given file; bytes that are no UTF-8 become U+FFFD, which no key or root holds. */
export async function textOf({ bytes }: GivenFile): Promise<string> {
  return new TextDecoder().decode(await bytes);
}

/** Where the same file also lies in the model folder: whoever made the folder may have put it there. */
async function pathIn(tree: ModelTree | undefined, bytes: Uint8Array): Promise<string | undefined> {
  for (const { open, path, size } of tree?.files ?? []) {
    if (size !== bytes.length) continue;
    const file = await open();
    const other = file.ok ? await bytesOf(file.value) : new Uint8Array();
    if (other.length === size && other.every((byte, index) => byte === bytes[index])) return path;
  }
  return undefined;
}
