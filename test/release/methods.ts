import { randomBytes } from 'node:crypto';
import { utf8 } from '../support/bytes.ts';
import { createAuthority } from '../support/authority.ts';
import { createKey, pem } from '../support/keys.ts';
import {
  type Files,
  signWithCertificate,
  signWithKey,
  signWithSigstore,
  statementFor,
  type StatementOptions,
} from '../support/oms.ts';
import { createInstance } from '../support/sigstore-instance.ts';

/** A signed model, and what a person drops along with it. */
export interface Method {
  readonly name: string;
  readonly files: Files;
  /** Files beside the model: what it is to be checked by. */
  readonly beside: Files;
  /** What the page says of it when nothing more was said. */
  readonly genuine: { readonly state: string; readonly code: string };
}

/** Above 768 KiB a kernel hashes it. */
const MODEL: Files = { 'config.json': utf8('{}'), 'weights.bin': new Uint8Array(randomBytes(1_000_000)) };

/** Every way to sign, each over another hash. */
export async function everyMethod(): Promise<readonly Method[]> {
  const key = await createKey();
  const authority = await createAuthority('Assay test');
  const instance = await createInstance();
  const identity = { identity: 'release@models.example', issuer: 'https://accounts.models.example' };
  const statement = (options: StatementOptions) => statementFor(MODEL, options);
  const make = (name: string, bundle: object, beside: Files, code: string): Method => ({
    name,
    files: { ...MODEL, 'model.sig': utf8(JSON.stringify(bundle)) },
    beside,
    genuine: { state: code === 'verified' ? code : 'unconfirmed', code },
  });
  return [
    make(
      'a key',
      await signWithKey(statement({}), key),
      { 'key.pem': utf8(pem('PUBLIC KEY', key.spki)) },
      'verified',
    ),
    make(
      'a private PKI',
      await signWithCertificate(statement({ algorithm: 'blake2b' }), [
        await authority.issue(),
        authority.intermediate,
        authority.root,
      ]),
      { 'root.pem': utf8(pem('CERTIFICATE', authority.root.der)) },
      'verified',
    ),
    make(
      'Sigstore',
      await signWithSigstore(statement({ algorithm: 'blake3' }), instance, identity),
      { 'trusted_root.json': utf8(JSON.stringify(instance.trustedRoot)) },
      'signer-unconfirmed',
    ),
  ];
}
