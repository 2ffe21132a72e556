import type { Method } from '../oms/bundle.ts';
import type { ModelTree } from '../model/tree.ts';
import type { Expectation } from '../signer/expectation.ts';
import type { TrustRootSource } from '../signer/result.ts';
import { parseWorkflow, ruleFor, type WorkflowRule } from '../signer/workflow.ts';
import type { Settings } from '../verify/settings.ts';

/** Largest key, certificate or trust root file that is read, in bytes: somebody may pick a model by mistake. */
const MAX_GIVEN_BYTES = 1024 * 1024;

/** A key, certificates or a trust root that the person gave, read at once: the file may change before it is used. */
export interface GivenFile {
  readonly name: string;
  /** No bytes if the file is too large or cannot be read: the signer then says that it is no PEM or no trust root. */
  readonly bytes: Promise<Uint8Array>;
}

/** Begins to read a file that the person gave. */
export function give(file: File): GivenFile {
  return {
    name: file.name,
    bytes: file.size > MAX_GIVEN_BYTES ? Promise.resolve(new Uint8Array()) : bytesOf(file),
  };
}

/** What the person said and gave, as the form holds it. */
export class Given {
  identity = $state('');
  issuer = $state('');
  /** How much of a workflow’s identity must be equal; counts only where the identity is a workflow’s. */
  accept = $state<'exact' | WorkflowRule['accept']>('exact');
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

  /** Identity and issuer as they stood when the page first showed who signed; undefined before. */
  #blind: string | undefined;
  /** Files that lie in the model, but that the person said to know from elsewhere: just these, not those given later. */
  readonly #known = new WeakSet<GivenFile>();

  constructor(demo = false) {
    this.demo = demo;
  }

  /** Notes that the page now shows who signed: an identity that is stated from here on may be copied off the page. */
  reveal(): void {
    this.#blind ??= this.#stated;
  }

  /** Notes that the person knows the files that are given now from elsewhere than the model. */
  confirmFiles(): void {
    for (const file of [this.publicKey, ...this.roots, this.trustRoot]) if (file) this.#known.add(file);
  }

  /** True if nothing was said or given. */
  get empty(): boolean {
    return (
      this.identity.trim() === '' &&
      this.issuer.trim() === '' &&
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

  /** What the check is told, for a bundle of `method` over the files of `tree`. */
  async settings(method: Method | undefined, tree: ModelTree | undefined): Promise<Settings> {
    const expectation = await this.#expectation(method, tree);
    return {
      ...(expectation && { expectation }),
      ...(this.refused && { refused: this.refused }),
      trustRoot: await this.#trustRoot(tree),
      judgeAt: this.judgeAtIssuance ? 'issuance' : 'now',
      ignorePaths: this.ignorePaths
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
      ignoreUnsigned: this.ignoreUnsigned,
    };
  }

  async #expectation(
    method: Method | undefined,
    tree: ModelTree | undefined,
  ): Promise<Expectation | undefined> {
    const identity = this.identity.trim();
    const issuer = this.issuer.trim();
    // A stated identity is never outdone by a key that came along with the model.
    if (identity !== '' && issuer !== '') {
      const copied = this.#blind !== undefined && this.#blind !== this.#stated;
      const origin = this.demo ? 'demo' : copied ? 'accepted' : 'typed';
      const workflow = this.accept === 'exact' ? undefined : parseWorkflow(identity);
      const rule = workflow && this.accept !== 'exact' ? ruleFor(workflow, this.accept) : identity;
      return { method: 'sigstore', identity: rule, issuer, origin };
    }
    if (this.publicKey && (method !== 'certificate' || this.roots.length === 0)) {
      const origin = this.demo ? 'demo' : await this.#originOf([this.publicKey], tree);
      return { method: 'key', publicKey: await textOf(this.publicKey), origin };
    }
    if (this.roots.length === 0) return undefined;
    const origin = this.demo ? 'demo' : await this.#originOf(this.roots, tree);
    return { method: 'certificate', roots: await Promise.all(this.roots.map(textOf)), origin };
  }

  async #trustRoot(tree: ModelTree | undefined): Promise<TrustRootSource> {
    if (!this.trustRoot) return { kind: 'public-good' };
    const json = await textOf(this.trustRoot);
    if (this.demo) return { kind: 'demo', json };
    const origin = await this.#originOf([this.trustRoot], tree);
    return { kind: 'imported', json, name: this.trustRoot.name, origin };
  }

  async #originOf(
    files: readonly GivenFile[],
    tree: ModelTree | undefined,
  ): Promise<'file' | 'in-model' | 'accepted'> {
    for (const file of files) {
      if (await liesIn(tree, await file.bytes)) return this.#known.has(file) ? 'accepted' : 'in-model';
    }
    return 'file';
  }
}

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

/** True if the same file also lies in the model folder: whoever made the folder may have put it there. */
async function liesIn(tree: ModelTree | undefined, bytes: Uint8Array): Promise<boolean> {
  for (const { open, size } of tree?.files ?? []) {
    if (size !== bytes.length) continue;
    const file = await open();
    const other = file.ok ? await bytesOf(file.value) : new Uint8Array();
    if (other.length === size && other.every((byte, index) => byte === bytes[index])) return true;
  }
  return false;
}
