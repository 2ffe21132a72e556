import type { Page } from '@playwright/test';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { frame } from '../../src/link/frame.ts';
import { createAuthority } from '../support/authority.ts';
import { utf8 } from '../support/bytes.ts';
import { type Disk, signed } from '../support/disk.ts';
import { pem } from '../support/keys.ts';
import { tinyModel } from '../support/model.ts';
import { type Files, signWithCertificate, signWithSigstore, statementFor } from '../support/oms.ts';
import type { AssayPage } from '../support/page.ts';
import { createInstance } from '../support/sigstore-instance.ts';
import { listEndlessly } from './endless.ts';
import { pickPrivately, removePrivately } from './private-folder.ts';
import { sparseModel } from './sparse.ts';

/**
 * Brings the page from its start into a state, as a person would.
 *
 * @throws Error if the page ends elsewhere.
 */
export type Reach = (assay: AssayPage, disk: Disk) => Promise<void>;

const MODEL = tinyModel('Tiny Llama');
const WITHOUT_README: Files = Object.fromEntries(
  Object.entries(MODEL).filter(([path]) => path !== 'README.md'),
);
const EDITED: Files = { ...MODEL, 'config.json': utf8('{"edited": true}\n') };
const WITH_EXTRAS: Files = {
  ...MODEL,
  '.DS_Store': utf8('Finder'),
  'notes.txt': utf8('mine'),
  'run.py': utf8('import os\n'),
};

const IDENTITY = 'release@models.example';
const ISSUER = 'https://accounts.models.example';
const SIGSTORE_LINK = `method=sigstore&identity=${IDENTITY}&issuer=${ISSUER}`;
const WORKFLOW = 'https://github.com/org/models/.github/workflows/release.yml@refs/tags/v2';

/** Bytes of each file of a model whose check does not end by itself before somebody has looked at it. */
const ENDLESS = {
  'config.json': 2_000,
  'model-00001-of-00002.safetensors': 40_000_000_000,
  'model-00002-of-00002.safetensors': 20_000_000_000,
  'tokenizer/tokenizer.json': 9_000_000,
};
/** What was signed: the large files are not what they should be, since that would have to be hashed first. */
const SIGNED_SIZES = {
  ...ENDLESS,
  'model-00001-of-00002.safetensors': 0,
  'model-00002-of-00002.safetensors': 0,
};

/** Names that are not what they seem, or hard to show. Chromium hides none of these from a drop. */
const ODD_NAMES: Files = Object.fromEntries(
  [
    'weights\u202etxt.bin',
    '<img src=x onerror=alert(1)>.bin',
    'two  spaces and a last one ',
    'line\nbreak.json',
    'сonfig.json',
    'config.json',
    `long-${'x'.repeat(200)}.safetensors`,
    'モデル/重み.safetensors',
    'العربية/أوزان.bin',
    '$(rm -rf ~).sh',
    '👩🏽‍🔬.md',
  ].map((name) => [name, utf8(name)]),
);

const MANY: Files = Object.fromEntries(
  Array.from({ length: 400 }, (_, index) => [
    `layers/${String(index % 20).padStart(2, '0')}/expert-${String(index).padStart(3, '0')}.safetensors`,
    new Uint8Array(1 + ((index * 7_919) % 60_000)),
  ]),
);

/** Every state of the page, by a name that may name a file. The page stands at its start before each. */
export const PAGE_STATES: Readonly<Record<string, Reach>> = {
  start: () => Promise.resolve(),
  'start-form': async ({ page }) => {
    await page.getByText('Say whom you expect', { exact: true }).click();
  },
  'start-form-filled': async (assay, disk) => {
    const { keyPem } = await signed(MODEL);
    const { trustedRoot } = await createInstance();
    await assay.enter({
      identity: WORKFLOW,
      publicKeyFile: await disk.writeFile('publisher.pem', keyPem),
      trustRootFile: await disk.writeFile('trusted_root.json', JSON.stringify(trustedRoot)),
      ignorePaths: ['notes.txt'],
    });
    await assay.page.getByText('It holds').waitFor();
  },
  'start-drag': async ({ page }) => {
    await page.locator('main').dispatchEvent('dragenter');
    await page.getByText('Drop to check', { exact: true }).waitFor();
  },
  'start-network': async ({ page }) => {
    await page.getByText(/^Network: /).click();
  },
  'start-security': async ({ page }) => {
    await page.getByText(/^Security: /).click();
    await page.getByRole('heading', { name: 'Who can break it', exact: true }).waitFor();
  },
  'start-settings': async ({ page }) => {
    await page.getByText('Settings', { exact: true }).click();
  },
  'start-problem': async (assay, disk) => {
    await assay.drop(await disk.writeFile('model.zip', Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0, 0, 0)));
    await ends(assay, 'model-archive');
  },
  'start-history': async (assay, disk) => {
    await dropKeySigned(assay, disk);
    await ends(assay, 'verified');
    await assay.startOver();
    await assay.page.getByRole('region', { name: 'Checked before', exact: true }).waitFor();
  },
  'start-still-open': async (assay, disk) => {
    const { folder, keyFile } = await sparseModel(disk, ENDLESS, SIGNED_SIZES);
    await startReading(assay, folder, keyFile);
    await assay.page.goBack();
    await assay.page.getByRole('region', { name: 'Still open', exact: true }).waitFor();
  },
  'start-link': async (assay) => {
    const bundle = '&bundle=https://files.models.example/tiny/model.sig';
    await openLink(assay, frame(`${SIGSTORE_LINK}&trust=${'ab'.repeat(32)}&model=Tiny${bundle}`));
  },
  'start-link-key': async (assay, disk) => {
    await openLink(assay, frame(`method=key&key=${'ab'.repeat(32)}&statement=${'cd'.repeat(32)}`));
    const { keyPem } = await signed(MODEL);
    await assay.page
      .getByLabel('Key that the link names')
      .setInputFiles(await disk.writeFile('other.pem', keyPem));
    await assay.page.getByText('is another one').waitFor();
  },
  'start-link-broken': async (assay) => {
    await assay.open(`/#${frame(SIGSTORE_LINK).slice(0, -1)}`);
    await ends(assay, 'link-truncated');
  },
  'start-remembered': async (assay, disk) => {
    await rememberSomebody(assay, disk);
    await assay.open();
    await assay.page.getByText('Say whom you expect', { exact: true }).click();
    await assay.page.getByRole('button', { name: 'Somebody', exact: true }).click();
    await assay.page.getByText('Expects Somebody.').waitFor();
  },
  'start-folders': async (assay, disk) => {
    await rememberFolder(assay, disk);
  },
  'start-folders-look': async (assay, disk) => {
    await rememberFolder(assay, disk);
    const { page } = assay;
    await pickPrivately(page, 'tiny-llama', { 'config.json': '{}', 'notes.txt': 'mine' });
    await removePrivately(page, 'tiny-llama/README.md');
    await page.getByRole('button', { name: 'Quick look: tiny-llama', exact: true }).click();
    await page.getByText('Nothing was read').waitFor();
  },
  'start-folders-refused': async (assay, disk) => {
    await rememberFolder(assay, disk);
    await removePrivately(assay.page, 'tiny-llama');
    await assay.page.getByRole('button', { name: 'Check again: tiny-llama', exact: true }).click();
    await ends(assay, 'folder-gone');
  },
  trust: async ({ page }) => {
    await showTrust(page);
  },
  'trust-kept': async (assay, disk) => {
    await rememberSomebody(assay, disk);
    await showTrust(assay.page);
    await assay.page.getByRole('button', { name: 'Turn down Somebody', exact: true }).waitFor();
    await assay.page.getByText('It holds 1').waitFor();
  },
  'trust-offered': async (assay, disk) => {
    const { keyPem } = await signed(MODEL);
    const broken = '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n';
    await showTrust(assay.page);
    await assay.drop(
      await disk.writeFile('publisher.pem', keyPem),
      await disk.writeFile('broken.pem', broken),
    );
    await assay.page.getByText('fingerprint').first().waitFor();
  },
  listing: async ({ page }) => {
    // For as long as the browser's own dialog is open.
    await page.evaluate(() => {
      window.showDirectoryPicker = () => new Promise(() => undefined);
    });
    await page.getByRole('button', { name: 'Choose a folder', exact: true }).click();
    await page.getByText('Looking through the files…').waitFor();
  },
  'listing-many': async ({ page }) => {
    await listEndlessly(page, 'pick');
    await page.getByRole('button', { name: 'Choose a folder', exact: true }).click();
    await page.getByText('files found so far').first().waitFor();
  },

  'which-bundle': async (assay, disk) => {
    const [one, two] = [await signed(MODEL), await signed(MODEL)];
    const bundles = { 'model.sig': one.bundle, '.kaggle/signing.json': two.bundle };
    await assay.drop(await disk.write('model', { ...MODEL, ...bundles }));
    await ends(assay, 'which-bundle');
  },
  'not-signed': async (assay, disk) => {
    await assay.drop(await disk.write('model', { ...MODEL, 'model.sig': Uint8Array.of(0x89, 0x01, 0x33) }));
    await ends(assay, 'no-bundle');
  },
  'bundle-broken': async (assay, disk) => {
    const { bundle } = await signed(MODEL);
    await assay.drop(await disk.write('model', { ...MODEL, 'model.sig': bundle.slice(0, 300) }));
    await ends(assay, 'json-truncated');
  },
  'bundle-alone': async (assay, disk) => {
    const { bundle } = await signed(MODEL);
    await assay.drop(await disk.writeFile('model.sig', bundle));
    await ends(assay, 'inspection');
  },
  'bundle-alone-genuine': async (assay, disk) => {
    const { bundle, keyPem } = await signed(MODEL);
    await assay.drop(await disk.writeFile('model.sig', bundle), await disk.writeFile('key.pem', keyPem));
    await ends(assay, 'inspection');
  },
  'report-opened': async (assay, disk) => {
    await dropKeySigned(assay, disk);
    await ends(assay, 'verified');
    const { text } = await assay.save('Save report');
    await assay.drop(await disk.writeFile('Tiny Llama.assay.json', text));
    await assay.page.getByRole('region', { name: 'What the report says', exact: true }).waitFor();
  },

  checking: async (assay, disk) => {
    const { folder, keyFile } = await sparseModel(disk, ENDLESS, SIGNED_SIZES);
    await startReading(assay, folder, keyFile);
  },
  'checking-paused': async (assay, disk) => {
    const { folder, keyFile } = await sparseModel(disk, ENDLESS, SIGNED_SIZES);
    await startReading(assay, folder, keyFile);
    await pause(assay);
  },
  'checking-asks-for-key': async (assay, disk) => {
    const { folder } = await sparseModel(disk, ENDLESS, SIGNED_SIZES);
    await startReading(assay, folder);
  },
  'checking-sure': async (assay, disk) => {
    const { folder } = await sparseModel(disk, ENDLESS, SIGNED_SIZES);
    const other = await signed();
    await startReading(assay, folder, await disk.writeFile('other.pem', other.keyPem));
    await assay.page.getByText('Already sure: do not use these files.').waitFor();
  },
  'resume-offered': async (assay, disk) => {
    // Small enough for what was read of it to be worth an offer.
    const shards = {
      'model-00001-of-00002.safetensors': 4_000_000_000,
      'model-00002-of-00002.safetensors': 2_000_000_000,
    };
    const { folder, keyFile } = await sparseModel(disk, { ...ENDLESS, ...shards }, SIGNED_SIZES);
    await startReading(assay, folder, keyFile);
    await assay.page.getByText(/^(?:[2-9]|\d\d)[\d.]*%$/).waitFor();
    await pause(assay);
    await checkpointKept(assay);
    await assay.open();
    // The page that was left may hold its check for a moment more, and what is held is not offered.
    await assay.page.waitForFunction(async () => (await navigator.locks.query()).held?.length === 0);
    await assay.drop(folder, keyFile);
    await assay.page.getByRole('button', { name: 'Go on from there', exact: true }).waitFor();
  },

  verified: async (assay, disk) => {
    await dropKeySigned(assay, disk);
    await ends(assay, 'verified');
  },
  'verified-sigstore': async (assay, disk) => {
    const { folder, rootFile } = await sigstoreModel(disk);
    await assay.enter({ identity: IDENTITY, issuer: ISSUER, trustRootFile: rootFile });
    await assay.drop(folder);
    await ends(assay, 'verified');
  },
  'verified-partial': async (assay, disk) => {
    await assay.enter({ ignoreUnsignedFiles: true });
    await dropKeySigned(assay, disk, WITH_EXTRAS);
    await ends(assay, 'verified-partial');
  },
  'verified-one-file': async (assay, disk) => {
    const files = { 'model.safetensors': utf8('weights') };
    await dropKeySigned(assay, disk, files, files);
    await ends(assay, 'verified');
  },
  'verified-many': async (assay, disk) => {
    await dropKeySigned(assay, disk, MANY, MANY);
    await ends(assay, 'verified');
  },
  'verified-odd-names': async (assay, disk) => {
    await dropKeySigned(assay, disk, ODD_NAMES, ODD_NAMES);
    await ends(assay, 'verified');
  },
  'unconfirmed-signer': async (assay, disk) => {
    const { folder, rootFile } = await sigstoreModel(disk);
    await assay.drop(folder, rootFile);
    await ends(assay, 'signer-unconfirmed');
  },
  'unconfirmed-signer-changed': async (assay, disk) => {
    await rememberSomebody(assay, disk);
    await assay.open();
    const { folder, rootFile } = await sigstoreModel(disk, 'mallory@models.example');
    await assay.drop(folder, rootFile);
    await ends(assay, 'signer-changed');
    await assay.page.getByRole('region', { name: 'Two signers', exact: true }).waitFor();
  },
  'verified-remembered': async (assay, disk) => {
    await rememberSomebody(assay, disk);
  },
  'unconfirmed-key-in-model': async (assay, disk) => {
    const { bundle, keyPem } = await signed(MODEL);
    const folder = await disk.write('model', { ...MODEL, 'model.sig': bundle, '.git/publisher.pem': keyPem });
    await assay.drop(folder, await disk.writeFile('publisher.pem', keyPem));
    await ends(assay, 'origin-unconfirmed');
  },
  'unconfirmed-link': async (assay, disk) => {
    const { folder, rootFile } = await sigstoreModel(disk);
    await openLink(assay, frame(`${SIGSTORE_LINK}&trust=${await sha256Of(rootFile)}`));
    await assay.drop(folder, rootFile);
    await ends(assay, 'link-unconfirmed');
    await assay.page.getByRole('heading', { name: 'Where did you get the link?' }).waitFor();
  },
  'failed-differs': async (assay, disk) => {
    await dropKeySigned(assay, disk, EDITED);
    await ends(assay, 'files-differ');
  },
  'failed-missing': async (assay, disk) => {
    await dropKeySigned(assay, disk, WITHOUT_README);
    await ends(assay, 'files-missing');
  },
  'failed-extra': async (assay, disk) => {
    await dropKeySigned(assay, disk, WITH_EXTRAS);
    await ends(assay, 'files-extra');
  },
  'failed-many': async (assay, disk) => {
    const [changed = '', other = ''] = Object.keys(MANY);
    const files = { ...MANY, [changed]: utf8('x'), [other]: utf8('y'), 'setup.py': utf8('z') };
    await dropKeySigned(assay, disk, files, { ...MANY, LICENSE: utf8('gone') });
    await ends(assay, 'files-differ');
  },
  'failed-pointer': async (assay, disk) => {
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 6400\n';
    await dropKeySigned(assay, disk, { ...MODEL, 'model-00001-of-00002.safetensors': utf8(pointer) });
    await ends(assay, 'files-differ');
  },
  'failed-refused': async (assay, disk) => {
    const { folder, rootFile } = await sigstoreModel(disk);
    await assay.drop(folder, rootFile);
    await ends(assay, 'signer-unconfirmed');
    await assay.page.getByRole('button', { name: 'No, or I do not know', exact: true }).click();
    await assay.page.locator('[data-code=signer-refused]').waitFor();
  },
  'failed-other-signer': async (assay, disk) => {
    const { folder, rootFile } = await sigstoreModel(disk);
    await assay.enter({ identity: 'release@other.example', issuer: ISSUER, trustRootFile: rootFile });
    await assay.drop(folder);
    await ends(assay, 'identity-differs');
  },
  'failed-other-key': async (assay, disk) => {
    const [{ bundle }, other] = [await signed(MODEL), await signed(MODEL)];
    const keyFile = await disk.writeFile('other.pem', other.keyPem);
    await assay.drop(await disk.write('model', { ...MODEL, 'model.sig': bundle }), keyFile);
    await ends(assay, 'key-hint');
  },
  'failed-signature': async (assay, disk) => {
    const { bundle, keyPem } = await signed(MODEL);
    const forged = bundle.replace(/"sig":"[^"]*"/, '"sig":"MAYCAQECAQE="');
    const keyFile = await disk.writeFile('key.pem', keyPem);
    await assay.drop(await disk.write('model', { ...MODEL, 'model.sig': forged }), keyFile);
    await ends(assay, 'signature-invalid');
  },
  'incomplete-cancelled': async (assay, disk) => {
    const { folder, keyFile } = await sparseModel(disk, ENDLESS, SIGNED_SIZES);
    await startReading(assay, folder, keyFile);
    await assay.page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await ends(assay, 'cancelled');
  },
  'incomplete-needs-key': async (assay, disk) => {
    const { bundle } = await signed(MODEL);
    await assay.drop(await disk.write('model', { ...MODEL, 'model.sig': bundle }));
    await ends(assay, 'needs-key');
  },
  'incomplete-needs-root': async (assay, disk) => {
    const { folder } = await certificateModel(disk);
    await assay.drop(folder);
    await ends(assay, 'needs-root');
  },

  'demo-genuine': async (assay) => {
    await trySample(assay, 'Genuine');
    await ends(assay, 'verified');
  },
  'demo-changed': async (assay) => {
    await trySample(assay, 'One byte changed');
    await ends(assay, 'files-differ');
  },
  'verdict-steps': async (assay) => {
    await trySample(assay, 'Genuine');
    await ends(assay, 'verified');
    await assay.page.getByText('Every step of the check', { exact: true }).click();
  },
  'verdict-inspector': async (assay) => {
    await trySample(assay, 'Genuine');
    await ends(assay, 'verified');
    await assay.inspect();
  },
  'verdict-report-forms': async (assay) => {
    await trySample(assay, 'Genuine');
    await ends(assay, 'verified');
    await assay.page.getByText('Other forms of the report', { exact: true }).click();
  },
  'verdict-link': async (assay, disk) => {
    await dropKeySigned(assay, disk);
    await ends(assay, 'verified');
    const { page } = assay;
    await page.getByText('Make a link for others', { exact: true }).click();
    await page.getByRole('img', { name: 'QR code of the link' }).waitFor();
    await page.getByText('Badge for the model’s page', { exact: true }).click();
    await page.getByText('The same on the command line', { exact: true }).click();
  },
  'verdict-link-workflow': async (assay, disk) => {
    const { folder, rootFile } = await sigstoreModel(disk, WORKFLOW);
    await assay.drop(folder, rootFile);
    await ends(assay, 'signer-unconfirmed');
    const { page } = assay;
    await page.getByText('Make a link for others', { exact: true }).click();
    const maker = page.getByRole('region', { name: 'Verification link for others' });
    await maker.getByLabel('Accept', { exact: true }).selectOption('any reference of this workflow');
    await page.getByRole('img', { name: 'QR code of the link' }).waitFor();
    await page.getByText('The same on the command line', { exact: true }).click();
  },
  'verdict-folder': async (assay, disk) => {
    await choosePrivately(assay, disk);
    await assay.page.getByText('Remember this folder on this device', { exact: true }).click();
    await assay.page.getByRole('button', { name: 'Remember this folder', exact: true }).waitFor();
  },
  'verdict-certificate': async (assay, disk) => {
    const { folder, rootFile } = await certificateModel(disk);
    await assay.drop(folder, rootFile);
    await ends(assay, 'verified');
    await assay.inspect();
  },
  'verdict-useless-drop': async (assay, disk) => {
    await dropKeySigned(assay, disk);
    await ends(assay, 'verified');
    await assay.drop(await disk.write('one', MODEL), await disk.write('two', MODEL));
    await assay.page.getByText('More than one model was dropped.').waitFor();
  },
};

/** Opens a link, and waits until the page says what it says. */
async function openLink(assay: AssayPage, fragment: string): Promise<void> {
  await assay.open(`/#${fragment}`);
  await assay.page.getByRole('region', { name: 'This link says whom to expect' }).waitFor();
}

async function sha256Of(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}

/**
 * Waits for the page's answer.
 *
 * @param wanted the code, or where there is none the kind, that it must be.
 */
async function ends(assay: AssayPage, wanted: string): Promise<void> {
  const outcome = await assay.outcome();
  const found = 'code' in outcome ? outcome.code : outcome.kind;
  if (found !== wanted) throw new Error(`The page shows “${found}”, not “${wanted}”`);
}

/** Drops a folder of `files`, signed as `signedFiles` with a new key, and the key. */
async function dropKeySigned(
  assay: AssayPage,
  disk: Disk,
  files: Files = MODEL,
  signedFiles: Files = MODEL,
): Promise<void> {
  const { bundle, keyPem } = await signed(signedFiles);
  const folder = await disk.write('tiny-llama', { ...files, 'model.sig': bundle });
  await assay.drop(folder, await disk.writeFile('publisher.pem', keyPem));
}

/** A model on the disk, and the file with the roots that its signature leads to. */
interface RootedModel {
  readonly folder: string;
  readonly rootFile: string;
}

async function sigstoreModel(disk: Disk, identity = IDENTITY): Promise<RootedModel> {
  const instance = await createInstance();
  const signer = { identity, issuer: ISSUER };
  const bundle = await signWithSigstore(statementFor(MODEL), instance, signer);
  return {
    folder: await disk.write('tiny-llama', { ...MODEL, 'model.sig': JSON.stringify(bundle) }),
    rootFile: await disk.writeFile('trusted_root.json', JSON.stringify(instance.trustedRoot)),
  };
}

/** Checks a model, and remembers who signed it. */
async function rememberSomebody(assay: AssayPage, disk: Disk): Promise<void> {
  const { folder, rootFile } = await sigstoreModel(disk);
  await assay.enter({ identity: IDENTITY, issuer: ISSUER, trustRootFile: rootFile });
  await assay.drop(folder);
  await ends(assay, 'verified');
  const { page } = assay;
  await page.getByText('Remember this signer', { exact: true }).click();
  await page.getByLabel('Name', { exact: true }).fill('Somebody');
  await page.getByRole('button', { name: 'Remember', exact: true }).click();
  await page.getByText('Somebody is remembered.').waitFor();
}

/** Checks a model in a folder whose handle can be stored. */
async function choosePrivately(assay: AssayPage, disk: Disk): Promise<void> {
  const { bundle, keyPem } = await signed(MODEL);
  await assay.enter({ publicKeyFile: await disk.writeFile('publisher.pem', keyPem) });
  await pickPrivately(assay.page, 'tiny-llama', { ...MODEL, 'model.sig': bundle });
  await assay.page.getByRole('button', { name: 'Choose a folder', exact: true }).click();
  await ends(assay, 'verified');
}

/** Has the folder of a checked model remembered, and opens the page anew. */
async function rememberFolder(assay: AssayPage, disk: Disk): Promise<void> {
  await choosePrivately(assay, disk);
  const { page } = assay;
  await page.getByText('Remember this folder on this device', { exact: true }).click();
  await page.getByRole('button', { name: 'Remember this folder', exact: true }).click();
  await page.getByText('tiny-llama is remembered.').waitFor();
  await assay.open();
  await page.getByRole('region', { name: 'Remembered folders', exact: true }).waitFor();
}

async function showTrust(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'What this page trusts', exact: true }).click();
  await page.getByText('When its logs and authorities count').waitFor();
}

async function certificateModel(disk: Disk): Promise<RootedModel> {
  const authority = await createAuthority('Models Inc');
  const leaf = await authority.issue({ subject: { O: 'Models Inc', CN: 'release' } });
  const chain = [leaf, authority.intermediate, authority.root] as const;
  const bundle = await signWithCertificate(statementFor(MODEL), chain);
  return {
    folder: await disk.write('tiny-llama', { ...MODEL, 'model.sig': JSON.stringify(bundle) }),
    rootFile: await disk.writeFile('root.pem', pem('CERTIFICATE', authority.root.der)),
  };
}

/** Drops what takes long to be read, and waits until the page tells how fast it reads. */
async function startReading(assay: AssayPage, ...paths: readonly string[]): Promise<void> {
  await assay.drop(...paths);
  const checking = assay.page.getByRole('region', { name: 'Checking', exact: true });
  await checking.getByText('a second').waitFor();
}

async function pause({ page }: AssayPage): Promise<void> {
  await page.keyboard.press('Alt+p');
  await page.getByText('· paused').waitFor();
}

/** Waits until the browser has kept a check that is under way: nothing on the page tells. */
async function checkpointKept({ page }: AssayPage): Promise<void> {
  await page.waitForFunction(
    () =>
      new Promise<boolean>((resolve, reject) => {
        const opening = indexedDB.open('assay-checkpoints');
        opening.onerror = reject;
        opening.onsuccess = () => {
          const database = opening.result;
          const counting = database.transaction('checkpoints').objectStore('checkpoints').count();
          counting.onsuccess = () => {
            database.close();
            resolve(counting.result > 0);
          };
        };
      }),
    undefined,
    { polling: 100 },
  );
}

async function trySample({ page }: AssayPage, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
}
