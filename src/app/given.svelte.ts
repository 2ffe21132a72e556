import type { Method } from '../oms/bundle.ts';
import type { ModelTree } from '../model/tree.ts';
import type { Expectation, Origin } from '../signer/expectation.ts';
import type { TrustRootSource } from '../signer/result.ts';
import type { Settings } from '../verify/settings.ts';

/** Largest key, certificate or trust root file that is read, in bytes: somebody may pick a model by mistake. */
const MAX_GIVEN_BYTES = 1024 * 1024;

/** A key, certificates or a trust root that the person gave, read at once: the file may change before it is used. */
export interface GivenFile {
  readonly name: string;
  /** Empty if the file cannot be read: the signer then says that it is no PEM or no trust root. */
  readonly text: Promise<string>;
}

/** Begins to read a file that the person gave. */
export function give(file: File): GivenFile {
  return {
    name: file.name,
    text: file
      .slice(0, MAX_GIVEN_BYTES)
      .text()
      .catch(() => ''),
  };
}

/** What the person said and gave, as the form holds it. */
export class Given {
  identity = $state('');
  issuer = $state('');
  publicKey = $state.raw<GivenFile>();
  roots = $state.raw<readonly GivenFile[]>([]);
  trustRoot = $state.raw<GivenFile>();
  judgeAtIssuance = $state(false);
  /** One path a line. */
  ignorePaths = $state('');
  ignoreUnsigned = $state(false);
  /** True once the person said that they know a key or root, though it lies in the model, from elsewhere. */
  confirmed = $state(false);
  /** True in a sample run: what is given came with the sample. */
  readonly demo: boolean;

  /** Identity and issuer as they stood when the page first showed who signed; undefined before. */
  #stated: string | undefined;

  constructor(demo = false) {
    this.demo = demo;
  }

  /** Notes that the page now shows who signed: an identity that is stated from here on may be copied off the page. */
  reveal(): void {
    this.#stated ??= this.#signer;
  }

  /** True if nothing was said or given. */
  get empty(): boolean {
    return this.#signer === '\n' && !this.publicKey && this.roots.length === 0 && !this.trustRoot;
  }

  get #signer(): string {
    return `${this.identity.trim()}\n${this.issuer.trim()}`;
  }

  /** True if an identity stands without an issuer, or the other way round: neither counts alone. */
  get halfStated(): boolean {
    return (this.identity.trim() === '') !== (this.issuer.trim() === '');
  }

  /** What the check is told, for a bundle of `method` over the files of `tree`. */
  async settings(method: Method | undefined, tree: ModelTree | undefined): Promise<Settings> {
    const expectations = await this.#expectations(tree);
    // A bundle of another method than all that was given is not what the person expects.
    const expectation = expectations.find((expected) => expected.method === method) ?? expectations[0];
    return {
      ...(expectation && { expectation }),
      trustRoot: await this.#trustRoot(),
      judgeAt: this.judgeAtIssuance ? 'issuance' : 'now',
      ignorePaths: this.ignorePaths.split('\n').filter((line) => line.trim() !== ''),
      ignoreUnsigned: this.ignoreUnsigned,
    };
  }

  async #expectations(tree: ModelTree | undefined): Promise<Expectation[]> {
    const expectations: Expectation[] = [];
    const identity = this.identity.trim();
    const issuer = this.issuer.trim();
    if (identity !== '' && issuer !== '') {
      const copied = this.#stated !== undefined && this.#stated !== this.#signer;
      expectations.push({
        method: 'sigstore',
        identity,
        issuer,
        origin: this.#origin(copied ? 'accepted' : 'typed'),
      });
    }
    if (this.publicKey) {
      const publicKey = await this.publicKey.text;
      const origin = this.#origin((await liesIn(tree, [publicKey])) ? 'in-model' : 'file');
      expectations.push({ method: 'key', publicKey, origin });
    }
    if (this.roots.length > 0) {
      const roots = await Promise.all(this.roots.map(({ text }) => text));
      const origin = this.#origin((await liesIn(tree, roots)) ? 'in-model' : 'file');
      expectations.push({ method: 'certificate', roots, origin });
    }
    return expectations;
  }

  #origin(origin: Origin): Origin {
    if (this.demo) return 'demo';
    return origin === 'in-model' && this.confirmed ? 'accepted' : origin;
  }

  async #trustRoot(): Promise<TrustRootSource> {
    if (!this.trustRoot) return { kind: 'public-good' };
    return { kind: this.demo ? 'demo' : 'imported', json: await this.trustRoot.text };
  }
}

/** True if one of the given texts also lies in the model folder: whoever made the folder may have put it there. */
async function liesIn(tree: ModelTree | undefined, texts: readonly string[]): Promise<boolean> {
  const sizes = new Set(texts.map((text) => new TextEncoder().encode(text).length));
  for (const { file, size } of tree?.files ?? []) {
    if (sizes.has(size) && texts.includes(await file.text().catch(() => ''))) return true;
  }
  return false;
}
