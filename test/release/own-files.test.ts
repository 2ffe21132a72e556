/** Assay's own files, signed as a model: `docs/rebuild.md` tells how they are checked by Assay and by the reference. */
import { generateKeyPairSync } from 'node:crypto';
import { chmod, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { launchOptions } from '../../scripts/browser.ts';
import { filesIn } from '../../scripts/sums.ts';
import { Reference } from '../interop/reference.ts';
import { createKey, pem } from '../support/keys.ts';
import { signWithKey, statementFor } from '../support/oms.ts';
import { AssayPage, type Outcome } from '../support/page.ts';
import { builtBy, builtFile } from './builds.ts';

const VERIFIED = { state: 'verified', code: 'verified' };
const DIFFERS = { state: 'failed', code: 'files-differ' };

const reference = Reference.open();

let browser: Browser;
let scratch: string;
let release: string;
let signature: string;
let key: string;
beforeAll(async () => {
  browser = await chromium.launch(launchOptions());
});
afterAll(async () => {
  await browser.close();
  if (typeof reference !== 'string') await reference.close();
});
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'assay-own-'));
  release = join(scratch, 'dist');
  signature = join(scratch, 'assay.sig');
  key = join(scratch, 'key.pem');
  await cp(builtBy('build'), release, { recursive: true });
});
afterEach(async () => {
  await rm(scratch, { recursive: true, force: true });
});

/** What the page in one file, kept from before, says of the release. */
async function checkByAssay(): Promise<Outcome> {
  const page = await browser.newPage();
  try {
    const assay = new AssayPage(page);
    await assay.open(pathToFileURL(builtFile()).href);
    await assay.drop(release, signature, key);
    return await assay.outcome();
  } finally {
    await page.close();
  }
}

/** Changes one byte of a program in the release. */
async function change(): Promise<void> {
  const name = [...(await filesIn(release)).keys()].find((path) => path.startsWith('assets/hash.worker'));
  const path = join(release, name ?? '');
  const bytes = await readFile(path);
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  await writeFile(path, bytes);
}

it('Assay finds that they are what was signed, and that one byte differs', async () => {
  const signer = await createKey();
  const files = [...(await filesIn(release))].map(([name, bytes]) => [name, Uint8Array.from(bytes)] as const);
  const bundle = await signWithKey(statementFor(Object.fromEntries(files)), signer);
  await writeFile(signature, JSON.stringify(bundle));
  await writeFile(key, pem('PUBLIC KEY', signer.spki));
  expect(await checkByAssay()).toMatchObject(VERIFIED);
  await change();
  expect(await checkByAssay()).toMatchObject(DIFFERS);
});

it.skipIf(typeof reference === 'string')('so does model_signing, which Assay agrees with', async () => {
  if (typeof reference === 'string') throw new Error(reference);
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const secret = join(scratch, 'secret.pem');
  await writeFile(secret, privateKey.export({ format: 'pem', type: 'pkcs8' }));
  await chmod(secret, 0o600);
  await writeFile(key, publicKey.export({ format: 'pem', type: 'spki' }));
  expect(reference.run('sign', 'key', '--private_key', secret, '--signature', signature, release)).toBe(0);
  const verify = ['verify', 'key', '--public_key', key, '--signature', signature, release];
  expect(reference.run(...verify)).toBe(0);
  expect(await checkByAssay()).toMatchObject(VERIFIED);
  await change();
  expect(reference.run(...verify)).not.toBe(0);
  expect(await checkByAssay()).toMatchObject(DIFFERS);
});
