import { relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import type { Settings } from '../support/page.ts';

/** The adapter was asked for something that its protocol does not know. */
export class UsageError extends Error {}

/** What the person expects, by method. */
export type Expectation =
  | { readonly method: 'key'; readonly publicKey: string }
  | { readonly method: 'certificate'; readonly certChain: readonly string[] }
  | {
      readonly method: 'sigstore';
      readonly identity: string;
      readonly identityProvider: string;
      readonly trustConfig?: string;
    };

/** One model to verify. All paths are absolute. */
export interface Request {
  readonly expectation: Expectation;
  /** A folder or a single file. */
  readonly modelPath: string;
  readonly bundle: string;
  readonly ignorePaths: readonly string[];
  readonly ignoreUnsignedFiles: boolean;
  readonly at: 'now' | 'issuance';
}

/** Options by their names in a batch line; on the command line `modelPath` is spelled `--model-path`. */
export type Options = ReadonlyMap<string, unknown>;

const FLAGS = {
  method: { type: 'string' },
  'model-path': { type: 'string' },
  bundle: { type: 'string' },
  'public-key': { type: 'string' },
  'cert-chain': { type: 'string', multiple: true },
  identity: { type: 'string' },
  'identity-provider': { type: 'string' },
  'trust-config': { type: 'string' },
  'ignore-paths': { type: 'string', multiple: true },
  'ignore-unsigned-files': { type: 'boolean' },
  at: { type: 'string' },
  json: { type: 'boolean' },
} as const;

/**
 * Reads the arguments of `verify-model`.
 *
 * @throws UsageError for an option that the protocol does not know.
 */
export function parseArguments(args: readonly string[]): {
  readonly options: Options;
  readonly json: boolean;
} {
  const { json, ...values } = usage(() => parseArgs({ args: [...args], options: FLAGS }).values);
  const camelCase = (flag: string): string => flag.replaceAll(/-./g, (dash) => dash.charAt(1).toUpperCase());
  const options = Object.entries(values).map(([flag, value]) => [camelCase(flag), value] as const);
  return { options: new Map(options), json: json ?? false };
}

/** The id of a batch line, as given; null where there is none. */
export type LineId = string | number | null;

/**
 * Reads one line of `verify-batch`, a JSON object.
 *
 * @throws UsageError if it is none.
 */
export function parseLine(text: string): { readonly id: LineId; readonly options: Options } {
  const line: unknown = usage(() => JSON.parse(text) as unknown);
  if (typeof line !== 'object' || line === null) throw new UsageError('the line is not a JSON object');
  const options = new Map<string, unknown>(Object.entries(line));
  const id = options.get('id');
  return { id: typeof id === 'string' || typeof id === 'number' ? id : null, options };
}

/**
 * Makes a request of options. An absent option may also be given as `null`, empty text or an empty list; options of
 * other methods than the one asked for are left unread, as the protocol's table of methods has it.
 *
 * @throws UsageError if an option is missing or of the wrong kind.
 */
export function requestOf(options: Options): Request {
  const at = text(options, 'at') ?? 'now';
  if (at !== 'now' && at !== 'issuance') throw new UsageError('“at” is neither “now” nor “issuance”');
  return {
    expectation: expectationOf(options),
    modelPath: resolve(needed(options, 'modelPath')),
    bundle: resolve(needed(options, 'bundle')),
    ignorePaths: list(options, 'ignorePaths').map((path) => resolve(path)),
    ignoreUnsignedFiles: flag(options, 'ignoreUnsignedFiles'),
    at,
  };
}

function expectationOf(options: Options): Expectation {
  const method = needed(options, 'method');
  switch (method) {
    case 'key':
      return { method, publicKey: resolve(needed(options, 'publicKey')) };
    case 'certificate': {
      const certChain = list(options, 'certChain').map((path) => resolve(path));
      if (certChain.length === 0) throw new UsageError('“certChain” is missing');
      return { method, certChain };
    }
    case 'sigstore': {
      const identity = needed(options, 'identity');
      const identityProvider = needed(options, 'identityProvider');
      const trustConfig = text(options, 'trustConfig');
      return {
        method,
        identity,
        identityProvider,
        ...(trustConfig && { trustConfig: resolve(trustConfig) }),
      };
    }
    default:
      throw new UsageError('“method” is none of “key”, “certificate” and “sigstore”');
  }
}

/** What the person enters into the page's form for a request. */
export function settingsOf(request: Request): Settings {
  const { modelPath, ignorePaths, ignoreUnsignedFiles, at } = request;
  // A path outside the model names no file of it.
  const ignored = ignorePaths.map((path) => pathInside(modelPath, path)).filter((path) => path !== undefined);
  return {
    ...expectationSettings(request.expectation),
    ...(ignored.length > 0 && { ignorePaths: ignored }),
    ...(ignoreUnsignedFiles && { ignoreUnsignedFiles }),
    ...(at === 'issuance' && { judgeAtIssuance: true }),
  };
}

function expectationSettings(expectation: Expectation): Settings {
  switch (expectation.method) {
    case 'key':
      return { publicKeyFile: expectation.publicKey };
    case 'certificate':
      return { rootCertificateFiles: expectation.certChain };
    case 'sigstore': {
      const { identity, identityProvider: issuer, trustConfig: trustRootFile } = expectation;
      return { identity, issuer, ...(trustRootFile !== undefined && { trustRootFile }) };
    }
  }
}

/** The path relative to a folder, `/`-separated; undefined if it is not inside. */
export function pathInside(folder: string, path: string): string | undefined {
  const inside = relative(folder, path).split(sep);
  return inside[0] === '' || inside[0] === '..' ? undefined : inside.join('/');
}

function needed(options: Options, name: string): string {
  const value = text(options, name);
  if (value === undefined) throw new UsageError(`“${name}” is missing`);
  return value;
}

function text(options: Options, name: string): string | undefined {
  const value = options.get(name) ?? '';
  if (typeof value !== 'string') throw new UsageError(`“${name}” is not text`);
  return value === '' ? undefined : value;
}

function list(options: Options, name: string): readonly string[] {
  const value = options.get(name) ?? [];
  const isList = Array.isArray(value) && value.every((item): item is string => typeof item === 'string');
  // The form takes one path a line.
  if (!isList || value.some((item) => /[\r\n]/.test(item))) {
    throw new UsageError(`“${name}” is not a list of texts of one line`);
  }
  return value;
}

function flag(options: Options, name: string): boolean {
  const value = options.get(name) ?? false;
  if (typeof value !== 'boolean') throw new UsageError(`“${name}” is neither true nor false`);
  return value;
}

function usage<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
