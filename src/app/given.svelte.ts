import type { Method } from '../oms/bundle.ts';
import type { ModelTree } from '../model/tree.ts';
import type { Expectation, Origin } from '../signer/expectation.ts';
import type { TrustRootSource } from '../signer/result.ts';
import type { Settings } from '../verify/settings.ts';

/** Largest key, certificate or trust root file that is read, in bytes: somebody may pick a model by mistake. */
const MAX_GIVEN_BYTES = 1024 * 1024;

/** What the person said and gave, as the form holds it. */
export class Given {
  identity = $state('');
  issuer = $state('');
  publicKey = $state.raw<File>();
  roots = $state.raw<readonly File[]>([]);
  trustRoot = $state.raw<File>();
  judgeAtIssuance = $state(false);
  /** One path a line. */
  ignorePaths = $state('');
  ignoreUnsigned = $state(false);
  /** True once the person said what they expect after the page had shown who signed. */
  accepted = $state(false);
  /** True in a sample run: what is given came with the sample. */
  readonly demo: boolean;

  constructor(demo = false) {
    this.demo = demo;
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
      expectations.push({ method: 'sigstore', identity, issuer, origin: this.#origin('typed') });
    }
    if (this.publicKey) {
      const publicKey = await read(this.publicKey);
      const origin = this.#origin((await liesIn(tree, [publicKey])) ? 'in-model' : 'file');
      expectations.push({ method: 'key', publicKey, origin });
    }
    if (this.roots.length > 0) {
      const roots = await Promise.all(this.roots.map(read));
      const origin = this.#origin((await liesIn(tree, roots)) ? 'in-model' : 'file');
      expectations.push({ method: 'certificate', roots, origin });
    }
    return expectations;
  }

  #origin(origin: Origin): Origin {
    if (this.demo) return 'demo';
    // A file is chosen, not copied off the page: having seen the claim makes no difference to it.
    return this.accepted && origin !== 'file' ? 'accepted' : origin;
  }

  async #trustRoot(): Promise<TrustRootSource> {
    if (!this.trustRoot) return { kind: 'public-good' };
    return { kind: this.demo ? 'demo' : 'imported', json: await read(this.trustRoot) };
  }
}

/** A given file's text; one that cannot be read is as good as empty, and the signer says that it is no PEM or JSON. */
function read(file: File): Promise<string> {
  return file.slice(0, MAX_GIVEN_BYTES).text().catch(() => '');
}

/** True if one of the given texts also lies in the model folder: whoever made the folder may have put it there. */
async function liesIn(tree: ModelTree | undefined, texts: readonly string[]): Promise<boolean> {
  const sizes = new Set(texts.map((text) => new TextEncoder().encode(text).length));
  for (const { file, size } of tree?.files ?? []) {
    if (sizes.has(size) && texts.includes(await read(file))) return true;
  }
  return false;
}
