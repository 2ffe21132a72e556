import type { Method } from '../oms/bundle.ts';
import type { ModelTree } from '../model/tree.ts';
import type { Expectation, Origin } from '../signer/expectation.ts';
import type { TrustRootSource } from '../signer/result.ts';
import type { Settings } from '../verify/settings.ts';

/** A text file that the person gave: a key, certificates or a trust root. */
export interface GivenFile {
  readonly name: string;
  readonly text: string;
}

/** Largest key, certificate or trust root file that is read, in bytes: somebody may pick a model by mistake. */
const MAX_GIVEN_BYTES = 1024 * 1024;

/** Reads files that hold keys, certificates or a trust root; the signer says what is wrong with them. */
export function readGiven(files: Iterable<File>): Promise<GivenFile[]> {
  return Promise.all(
    Array.from(files, async (file) => ({
      name: file.name,
      text: await file.slice(0, MAX_GIVEN_BYTES).text(),
    })),
  );
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
      trustRoot: this.#trustRoot(),
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
      const origin = this.#origin((await liesIn(tree, [this.publicKey])) ? 'in-model' : 'file');
      expectations.push({ method: 'key', publicKey: this.publicKey.text, origin });
    }
    if (this.roots.length > 0) {
      const origin = this.#origin((await liesIn(tree, this.roots)) ? 'in-model' : 'file');
      expectations.push({ method: 'certificate', roots: this.roots.map(({ text }) => text), origin });
    }
    return expectations;
  }

  #origin(origin: Origin): Origin {
    if (this.demo) return 'demo';
    // A file is chosen, not copied off the page: having seen the claim makes no difference to it.
    return this.accepted && origin !== 'file' ? 'accepted' : origin;
  }

  #trustRoot(): TrustRootSource {
    if (!this.trustRoot) return { kind: 'public-good' };
    return { kind: this.demo ? 'demo' : 'imported', json: this.trustRoot.text };
  }
}

/** True if one of the given files also lies in the model folder: whoever made the folder may have put it there. */
async function liesIn(tree: ModelTree | undefined, given: readonly GivenFile[]): Promise<boolean> {
  const texts = new Set(given.map(({ text }) => text));
  const sizes = new Set([...texts].map((text) => new TextEncoder().encode(text).length));
  for (const { file, size } of tree?.files ?? []) {
    if (!sizes.has(size)) continue;
    // What cannot be read cannot be told from the given file, and the hashing will report it.
    if (texts.has(await file.text().catch(() => ''))) return true;
  }
  return false;
}
