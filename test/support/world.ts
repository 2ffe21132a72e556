import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { listedFile } from '../../src/model/listed-file.ts';
import type { ModelTree } from '../../src/model/tree.ts';
import { problem } from '../../src/oms/error.ts';
import { parseStatement } from '../../src/oms/statement.ts';
import type { Claims } from '../../src/signer/claim.ts';
import type { Signature } from '../../src/signer/signature.ts';
import { type Services, type Subject, verifyModel } from '../../src/verify/run.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/verify/settings.ts';
import { utf8 } from './bytes.ts';
import { poolOf } from './hash-pool.ts';
import { type Files, statementFor } from './oms.ts';

/** The files that the model of a {@link World} was signed with. */
export const SIGNED: Files = { a: utf8('aaaa'), 'sub/b': utf8('bb') };
/** The settings of a person who gave the key. */
export const EXPECTED: Settings = {
  ...DEFAULT_SETTINGS,
  expectation: { method: 'key', publicKey: 'PEM', origin: 'file' },
};

/** A folder of these files. */
export function treeOf(files: Files, change: Partial<ModelTree> = {}): ModelTree {
  return {
    name: 'model',
    kind: 'folder',
    via: 'drop',
    files: Object.entries(files).map(([path, bytes]) => {
      const file = new File([bytes], path, { lastModified: 1 });
      return listedFile(path, file, () => Promise.resolve(file));
    }),
    unreadable: [],
    duplicates: [],
    linkCache: false,
    ...change,
  };
}

/** A model and the machinery to check it. */
export interface World {
  readonly subject: Subject;
  readonly services: Services;
  /** How often the files were hashed and the signature checked. */
  readonly calls: { hash: number; check: number };
}

/** A model whose bundle is opened, checked and hashed right here, with something changed. */
export function world(
  change: {
    files?: Files;
    tree?: Partial<ModelTree>;
    services?: Partial<Services>;
    signature?: Signature;
  } = {},
): World {
  const payload = utf8(JSON.stringify(statementFor(SIGNED)));
  const manifest = parseStatement(payload);
  if (!manifest.ok) throw new Error(manifest.problem.code);
  const claims: Claims = {
    method: 'key',
    mediaType: '',
    manifest: manifest.value,
    statementDigest: 'dd'.repeat(32),
    unknown: [],
  };
  const signature: Signature = {
    ok: true,
    signer: { method: 'key', fingerprint: 'ff'.repeat(32) },
    times: [],
    checks: [],
    caveats: [],
    legacyEncoding: false,
    manifest: manifest.value,
    statementDigest: 'dd'.repeat(32),
  };
  const calls = { hash: 0, check: 0 };
  return {
    calls,
    subject: {
      tree: treeOf(change.files ?? SIGNED, change.tree),
      bundle: { name: 'model.sig', bytes: utf8('{}') },
      unseen: [],
    },
    services: {
      signer: {
        open: () => Promise.resolve({ ok: true, value: claims }),
        check: (options) => {
          calls.check++;
          const held = options.publicKey === undefined ? undefined : (change.signature ?? signature);
          return Promise.resolve(held ?? { ok: false, problem: problem('needs-key'), checks: [] });
        },
      },
      hash: poolOf(async (jobs, _algorithm, { onOutcome }) => {
        calls.hash++;
        for (const { id, open, start, end } of jobs) {
          const file = await open();
          if (!file.ok) {
            onOutcome({ id, ...file });
            continue;
          }
          const bytes = new Uint8Array(await file.value.slice(start, end).arrayBuffer());
          onOutcome({ id, ok: true, digest: bytesToHex(sha256(bytes)) });
        }
      }),
      now: () => 0,
      ...change.services,
    },
  };
}

/** State and code of the verdict, with a space between. */
export async function verdictOf({ subject, services }: World, settings = EXPECTED): Promise<string> {
  const { verdict } = await verifyModel(subject, services).judge(settings);
  return `${verdict.state} ${verdict.code}`;
}
