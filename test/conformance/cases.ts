import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** One published case, as a line for `verify-batch`, and what must come of it. */
export interface Case {
  readonly line: { readonly id: string; readonly [option: string]: unknown };
  readonly verifies: boolean;
}

/** A case's `config.json` in the OMS conformance suite. */
interface Config {
  readonly method: string;
  readonly model: string;
  readonly model_relative_to?: 'assets' | 'test_dir';
  readonly expect?: 'pass' | 'fail';
  readonly model_modifications?: Modifications;
  readonly verify: {
    readonly public_key?: string;
    readonly cert_chain?: readonly string[];
    readonly ignore_paths?: readonly string[];
    readonly ignore_unsigned_files?: boolean;
    readonly identity?: string;
    readonly identity_provider?: string;
  };
}

interface Modifications {
  readonly tamper?: Readonly<Record<string, string>>;
  readonly delete?: readonly string[];
  readonly inject?: Readonly<Record<string, string>>;
}

/**
 * The command line clients judge certificates at issuance, and so do these cases: what they prove does not change when
 * the certificates of the test data expire.
 */
const AT = { at: 'issuance' };

/**
 * The cases of the OMS conformance suite.
 *
 * @param suite the folder with `verify/`, `models/` and `keys/`.
 * @param scratch an empty folder for the models that a case changes.
 */
export function omsCases(suite: string, scratch: string): readonly Case[] {
  const groups = ['positive', 'historical', 'negative'];
  const names = groups.flatMap((group) =>
    readdirSync(join(suite, 'verify', group)).map((name) => join(group, name)),
  );
  return names.sort().map((id) => omsCase(suite, id, join(scratch, id)));
}

function omsCase(suite: string, id: string, scratch: string): Case {
  const folder = join(suite, 'verify', id);
  const config = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')) as Config;
  const { method, verify, model_modifications: changes } = config;
  const original = join(config.model_relative_to === 'test_dir' ? folder : suite, config.model);
  const modelPath = changes ? changedCopy(original, changes, join(scratch, basename(original))) : original;
  const line = {
    ...{ id, method, modelPath, bundle: join(folder, 'bundle.sig'), ...AT },
    publicKey: verify.public_key === undefined ? null : join(suite, verify.public_key),
    certChain: (verify.cert_chain ?? []).map((path) => join(suite, path)),
    identity: verify.identity ?? null,
    identityProvider: verify.identity_provider ?? null,
    ignorePaths: (verify.ignore_paths ?? []).map((path) => join(modelPath, path)),
    ignoreUnsignedFiles: verify.ignore_unsigned_files ?? false,
  };
  return { line, verifies: config.expect !== 'fail' && !id.endsWith('_fail') };
}

/** Bytes only, not modes: the original may be read-only. */
function changedCopy(original: string, changes: Modifications, copy: string): string {
  for (const file of readdirSync(original, { recursive: true, encoding: 'utf8' })) {
    const path = join(original, file);
    if (statSync(path).isFile()) write(join(copy, file), readFileSync(path));
  }
  for (const [file, text] of Object.entries({ ...changes.tamper, ...changes.inject }))
    write(join(copy, file), text);
  for (const file of changes.delete ?? []) rmSync(join(copy, file));
  return copy;
}

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

/**
 * NVIDIA's signed agent skills, each with its bundle inside: some files changed after signing.
 *
 * @param folder the folder with `expected.json`, which names for each skill whether it still matches.
 */
export function nvidiaCases(folder: string): readonly Case[] {
  const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Record<string, string>;
  const certChain = [join(folder, 'nv-agent-root-cert.pem')];
  return Object.entries(expected).map(([id, outcome]) => {
    const modelPath = join(folder, id);
    const bundle = join(modelPath, 'skill.oms.sig');
    return {
      line: { id, method: 'certificate', modelPath, bundle, certChain, ...AT },
      verifies: outcome === 'match',
    };
  });
}
