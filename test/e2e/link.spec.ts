import { type Browser, expect, type Page } from '@playwright/test';
import { createRequire } from 'node:module';
import { frame } from '../../src/link/frame.ts';
import { createAuthority } from '../support/authority.ts';
import { createKey, pem } from '../support/keys.ts';
import {
  type Files,
  signWithCertificate,
  signWithKey,
  signWithSigstore,
  statementFor,
} from '../support/oms.ts';
import { AssayPage } from '../support/page.ts';
import { createInstance } from '../support/sigstore-instance.ts';
import { type Disk, FILES, signed, test } from './disk.ts';
import { violations } from './violations.ts';

/** Node finds no names in its modules, and it has no others for Node. */
const zxing = createRequire(import.meta.url)('@zxing/library') as typeof import('@zxing/library');

const SIGNER = { identity: 'release@models.example', issuer: 'https://accounts.models.example' };
const OLDER: Files = { ...FILES, 'config.json': new TextEncoder().encode('{"layers": 1}\n') };
const ADDRESS = 'https://files.models.example/tiny/model.sig';

/** What a publisher chooses, by the labels of the page. */
interface Choices {
  readonly 'The link expects'?: string;
  readonly Accept?: string;
  readonly 'The bundle'?: string;
  readonly 'The key'?: string;
  readonly 'Address of the bundle'?: string;
}

const linkOf = (page: Page) => page.getByLabel('Link', { exact: true });
const claimOf = (page: Page) => page.getByRole('region', { name: 'This link says whom to expect' });
const makerOf = (page: Page) => page.getByRole('region', { name: 'Verification link for others' });
const verdictOf = (page: Page) => page.getByRole('region', { name: 'Verdict', exact: true });

/** Makes a link of what the page shows. */
async function makeLink({ page }: AssayPage, choices: Choices = {}): Promise<string> {
  const link = linkOf(page);
  if (!(await link.isVisible())) await page.getByText('Make a link for others', { exact: true }).click();
  for (const [label, choice] of Object.entries<string>({ ...choices })) {
    const field = makerOf(page).getByLabel(label, { exact: true });
    if (label.startsWith('Address')) await field.fill(choice);
    else await field.selectOption(choice);
  }
  await link.waitFor();
  return link.inputValue();
}

/** Opens a link in a browser that knows nothing of the page yet. */
async function openElsewhere(browser: Browser, link: string): Promise<AssayPage> {
  const context = await browser.newContext();
  const assay = new AssayPage(await context.newPage());
  await assay.open(link);
  await claimOf(assay.page).waitFor();
  return assay;
}

/** A publisher who signs models with one Sigstore instance. */
async function publisher(disk: Disk) {
  const instance = await createInstance();
  return {
    trustRootFile: await disk.writeFile('trusted_root.json', JSON.stringify(instance.trustedRoot)),
    write: async (folder: string, files: Files, { signedFiles = files, signer = SIGNER } = {}) => {
      const bundle = await signWithSigstore(statementFor(signedFiles), instance, signer);
      return disk.write(folder, { ...files, 'model.sig': JSON.stringify(bundle) });
    },
  };
}

test('a link says whom to expect, and counts once the person says where they have it', async ({
  assay,
  browser,
  disk,
}) => {
  const { trustRootFile, write } = await publisher(disk);
  const model = await write('model', FILES);
  await assay.enter({ ...SIGNER, trustRootFile });
  await assay.drop(model);
  expect(await assay.outcome()).toMatchObject({ code: 'verified' });
  const link = await makeLink(assay, { 'The link expects': 'this signer, and exactly this statement' });
  expect(await violations(assay.page)).toEqual([]);

  const other = await openElsewhere(browser, link);
  const { page } = other;
  await expect(claimOf(page)).toContainText(SIGNER.identity);
  await expect(claimOf(page)).toContainText(SIGNER.issuer);
  await expect(claimOf(page)).toContainText('nothing of it is proven yet');
  expect(await violations(page)).toEqual([]);

  // The link names a trust root, and brings none.
  await other.drop(model);
  expect(await other.outcome()).toMatchObject({ state: 'incomplete', code: 'trust-root-differs' });
  await page.goBack();
  await page.getByLabel('Trust root that the link names').setInputFiles(trustRootFile);
  await expect(claimOf(page)).toContainText('trusted_root.json is the one.');
  await other.drop(model);
  expect(await other.outcome()).toMatchObject({ state: 'unconfirmed', code: 'link-unconfirmed' });
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'From elsewhere, or I do not know' }).click();
  await expect(page.getByText('Then it stays open whose files these are.')).toBeVisible();
  await expect(verdictOf(page)).toHaveAttribute('data-code', 'link-unconfirmed');
  expect(await other.saveReport()).toMatchObject({ expectation: { ...SIGNER, origin: 'link' } });
  await page.getByRole('button', { name: 'From the publisher’s own site, or a person I trust' }).click();
  await expect(verdictOf(page)).toHaveAttribute('data-code', 'verified');
  await expect(verdictOf(page)).toContainText('a signer named by a link that you confirmed');
  expect(await other.saveReport()).toMatchObject({
    expectation: { ...SIGNER, origin: 'link-confirmed', statement: expect.stringMatching(/^[0-9a-f]{64}$/) },
  });

  // It is there again after a reload, and nobody has confirmed it to the new page.
  await page.reload();
  await expect(claimOf(page)).toContainText(SIGNER.identity);
  await page.context().close();
});

test('a link tells a tampered model, another signer and an older version from the right one', async ({
  assay,
  browser,
  disk,
}) => {
  const { trustRootFile, write } = await publisher(disk);
  await assay.enter({ ...SIGNER, trustRootFile });
  await assay.drop(await write('model', FILES));
  await assay.outcome();
  const link = await makeLink(assay, { 'The link expects': 'this signer, and exactly this statement' });

  const models = {
    'files-differ': await write('tampered', OLDER, { signedFiles: FILES }),
    'identity-differs': await write('other', FILES, {
      signer: { ...SIGNER, identity: 'mallory@models.example' },
    }),
    'statement-differs': await write('older', OLDER),
  };
  for (const [code, model] of Object.entries(models)) {
    const other = await openElsewhere(browser, link);
    await other.drop(model, trustRootFile);
    expect(await other.outcome()).toMatchObject({ state: 'failed', code });
    await expect(other.page.getByRole('button', { name: /^From the publisher/ })).toHaveCount(0);
    await other.page.context().close();
  }
});

for (const [bundle, codes] of [
  [
    'lies in the model folder',
    {
      right: 'link-unconfirmed',
      tampered: 'files-differ',
      'by another signer': 'key-hint',
      older: 'statement-differs',
    },
  ],
  // What the link brings is checked, and what else lies in the folder is one file too many.
  [
    'can be loaded from an address',
    {
      right: 'link-unconfirmed',
      tampered: 'files-differ',
      'by another signer': 'files-extra',
      older: 'files-differ',
    },
  ],
  [
    'is in the link',
    {
      right: 'link-unconfirmed',
      tampered: 'files-differ',
      'by another signer': 'files-extra',
      older: 'files-differ',
    },
  ],
] as const) {
  test(`a link whose bundle ${bundle} knows the right model from every other`, async ({
    assay,
    browser,
    disk,
  }) => {
    const key = await createKey();
    const sign = async (files: Files, by = key): Promise<string> =>
      JSON.stringify(await signWithKey(statementFor(files), by));
    const right = await sign(FILES);
    const models = {
      right: await disk.write('right', { ...FILES, 'model.sig': right }),
      tampered: await disk.write('tampered', { ...OLDER, 'model.sig': right }),
      'by another signer': await disk.write('other', {
        ...FILES,
        'model.sig': await sign(FILES, await createKey()),
      }),
      older: await disk.write('older', { ...OLDER, 'model.sig': await sign(OLDER) }),
    };
    await assay.drop(models.right, await disk.writeFile('key.pem', pem('PUBLIC KEY', key.spki)));
    await assay.outcome();
    const address = bundle === 'can be loaded from an address' ? { 'Address of the bundle': ADDRESS } : {};
    const link = await makeLink(assay, {
      'The link expects': 'this signer, and exactly this statement',
      'The key': 'is in the link',
      'The bundle': bundle,
      ...address,
    });

    const other = await openElsewhere(browser, link);
    if (bundle === 'can be loaded from an address') await loadBundle(other.page, right);
    const found: Record<string, string> = {};
    for (const [model, folder] of Object.entries(models)) {
      await other.drop(folder);
      const outcome = await other.outcome();
      found[model] = 'code' in outcome ? outcome.code : outcome.kind;
      await other.startOver();
    }
    expect(found).toEqual(codes);
    await other.page.context().close();
  });
}

/** Loads the bundle of the link that the page was opened by, from a host that lets it be read. */
async function loadBundle(page: Page, bundle: string): Promise<void> {
  await page
    .context()
    .route('https://files.models.example/**', (route) =>
      route.fulfill({ body: bundle, headers: { 'Access-Control-Allow-Origin': '*' } }),
    );
  const opening = page.context().waitForEvent('page');
  await page.getByRole('link', { name: 'Load it from files.models.example' }).click();
  const loader = await opening;
  await loader.getByRole('button', { name: 'Load from files.models.example' }).click();
  await expect(claimOf(page)).toContainText('loaded from files.models.example');
  await loader.close();
}

test('a link accepts a workflow by its parts, if its maker wants that, and says so in words', async ({
  assay,
  browser,
  disk,
}) => {
  const { page } = assay;
  const { trustRootFile, write } = await publisher(disk);
  const workflow = (file: string, ref: string) => ({
    identity: `https://github.com/org/models/.github/workflows/${file}@refs/tags/${ref}`,
    issuer: 'https://token.actions.githubusercontent.com',
  });
  const signer = workflow('release.yml', 'v1');
  await assay.enter({ ...signer, trustRootFile });
  await assay.drop(await write('v1', FILES, { signer }));
  await assay.outcome();
  const exact = await makeLink(assay);
  await page.getByText('The same on the command line', { exact: true }).click();
  await expect(page.getByLabel('Command', { exact: true })).toHaveValue(/release\.yml@refs\/tags\/v1/);

  const RULE = 'any reference of .github/workflows/release.yml in github.com/org/models';
  const link = await makeLink(assay, { Accept: 'any reference of this workflow' });
  await expect(makerOf(page)).toContainText(`The link then accepts ${RULE}.`);
  await expect(page.getByText(`${link.length} characters: it fits everywhere.`)).toBeVisible();
  // The reference client knows exact identities only, and no command pretends otherwise.
  await expect(page.getByLabel('Command', { exact: true })).toHaveCount(0);
  await expect(page.getByText('compares identities to the letter')).toBeVisible();
  expect(await violations(page)).toEqual([]);

  const models = {
    v2: await write('v2', OLDER, { signer: workflow('release.yml', 'v2') }),
    other: await write('other', FILES, { signer: workflow('nightly.yml', 'v1') }),
  };
  const found: Record<string, string> = {};
  for (const [kind, opened] of Object.entries({ exact, link })) {
    const other = await openElsewhere(browser, opened);
    await expect(claimOf(other.page)).toContainText(kind === 'exact' ? signer.identity : RULE);
    for (const [name, model] of Object.entries(models)) {
      await other.drop(model, trustRootFile);
      const outcome = await other.outcome();
      found[`${kind} ${name}`] = 'code' in outcome ? outcome.code : outcome.kind;
      await other.startOver();
    }
    await other.page.context().close();
  }
  expect(found).toEqual({
    'exact v2': 'identity-differs',
    'exact other': 'identity-differs',
    'link v2': 'link-unconfirmed',
    'link other': 'identity-differs',
  });
});

test('a link that names a key asks for it, and takes no other', async ({ assay, browser, disk }) => {
  const { bundle, keyPem } = await signed();
  const model = await disk.write('model', { ...FILES, 'model.sig': bundle });
  const keyFile = await disk.writeFile('publisher.pem', keyPem);
  const otherKey = await disk.writeFile('other.pem', (await signed()).keyPem);
  await assay.drop(model, keyFile);
  await assay.outcome();
  const link = await makeLink(assay);
  expect(link.length).toBeLessThan(250);

  const other = await openElsewhere(browser, link);
  const { page } = other;
  await page.getByLabel('Key that the link names').setInputFiles(otherKey);
  await expect(claimOf(page)).toContainText('other.pem is another one, and does not count.');
  await other.drop(model);
  expect(await other.outcome()).toMatchObject({ state: 'incomplete', code: 'needs-key' });
  await other.drop(keyFile);
  await expect(verdictOf(page)).toHaveAttribute('data-code', 'link-unconfirmed');
  await page.getByRole('button', { name: /^From the publisher/ }).click();
  await expect(verdictOf(page)).toHaveAttribute('data-code', 'verified');
  await page.context().close();
});

test('a link that names a root asks for it', async ({ assay, browser, disk }) => {
  const authority = await createAuthority('Models Inc');
  const leaf = await authority.issue({ subject: { O: 'Models Inc', CN: 'release' } });
  const chain = [leaf, authority.intermediate, authority.root] as const;
  const bundle = JSON.stringify(await signWithCertificate(statementFor(FILES), chain));
  const model = await disk.write('model', { ...FILES, 'model.sig': bundle });
  const rootFile = await disk.writeFile('root.pem', pem('CERTIFICATE', authority.root.der));
  await assay.drop(model, rootFile);
  await assay.outcome();

  const other = await openElsewhere(browser, await makeLink(assay));
  await expect(claimOf(other.page)).toContainText('release');
  await other.drop(model);
  expect(await other.outcome()).toMatchObject({ code: 'needs-root' });
  await other.drop(rootFile);
  await expect(verdictOf(other.page)).toHaveAttribute('data-code', 'link-unconfirmed');
  await other.page.context().close();
});

test('a link brings the bundle along, and says what else lies in the folder', async ({
  assay,
  browser,
  disk,
}) => {
  const { bundle, keyPem } = await signed();
  await assay.drop(
    await disk.write('model', { ...FILES, 'model.sig': bundle }),
    await disk.writeFile('key.pem', keyPem),
  );
  await assay.outcome();
  const link = await makeLink(assay, { 'The key': 'is in the link', 'The bundle': 'is in the link' });
  expect(link.length).toBeLessThan(2000);

  const other = await openElsewhere(browser, link);
  const { page } = other;
  await expect(claimOf(page)).toContainText('a key that the link brings along');
  await page.getByRole('button', { name: 'See what its bundle says' }).click();
  expect(await other.outcome()).toMatchObject({ kind: 'inspection' });
  await other.drop(await disk.write('bare', FILES));
  expect(await other.outcome()).toMatchObject({ code: 'link-unconfirmed' });
  await page.getByRole('button', { name: /^From the publisher/ }).click();
  await expect(verdictOf(page)).toHaveAttribute('data-code', 'verified');

  await other.drop(await disk.write('same', { ...FILES, 'model.sig': bundle }));
  expect(await other.outcome()).toMatchObject({ code: 'verified' });
  await other.drop(await disk.write('differs', { ...FILES, 'model.sig': (await signed()).bundle }));
  expect(await other.outcome()).toMatchObject({ code: 'files-extra' });
  await expect(page.getByText('The folder also holds model.sig.')).toBeVisible();
  await page.context().close();
});

test('a link’s bundle is loaded from its address after a click, by a tab that sees no file', async ({
  assay,
  browser,
  disk,
}) => {
  const { bundle, keyPem } = await signed();
  const keyFile = await disk.writeFile('key.pem', keyPem);
  await assay.drop(await disk.write('model', { ...FILES, 'model.sig': bundle }), keyFile);
  await assay.outcome();
  const link = await makeLink(assay, {
    'The key': 'is in the link',
    'The bundle': 'can be loaded from an address',
    'Address of the bundle': ADDRESS,
  });

  const other = await openElsewhere(browser, link);
  const { page } = other;
  const asked: string[] = [];
  let answers = false;
  await page.context().route('https://files.models.example/**', (route) => {
    asked.push(route.request().url());
    const readers = answers ? '*' : 'https://elsewhere.example';
    return route.fulfill({ body: bundle, headers: { 'Access-Control-Allow-Origin': readers } });
  });
  const opening = page.context().waitForEvent('page');
  await page.getByRole('link', { name: 'Load it from files.models.example' }).click();
  const loader = await opening;
  await expect(loader.getByText(ADDRESS).first()).toBeVisible();
  expect(await violations(loader)).toEqual([]);
  expect(asked).toEqual([]);

  // The host does not let other sites read the file.
  const load = loader.getByRole('button', { name: 'Load from files.models.example' });
  await load.click();
  await expect(loader.getByText('does not let other sites read the file')).toBeVisible();
  await expect(loader.getByRole('link', { name: ADDRESS })).toBeVisible();
  expect(await violations(loader)).toEqual([]);
  await loader.reload();
  answers = true;
  await load.click();
  await expect(
    loader.getByText('The bundle is loaded. Go back to the tab that you came from.'),
  ).toBeVisible();
  expect(asked).toEqual([ADDRESS, ADDRESS]);

  await expect(claimOf(page)).toContainText('loaded from files.models.example');
  await other.drop(await disk.write('bare', FILES));
  expect(await other.outcome()).toMatchObject({ code: 'link-unconfirmed' });

  // The tab is gone that asked for it.
  await loader.reload();
  await page.close();
  await load.click();
  await expect(loader.getByText('the tab that you came from does not answer')).toBeVisible();
  const downloading = loader.waitForEvent('download');
  await loader.getByRole('link', { name: 'Save the bundle' }).click();
  expect((await downloading).suggestedFilename()).toBe('model.sig');
  await loader.context().close();
});

test('the page that loads a bundle does nothing for an address that no link may hold', async ({ page }) => {
  const addresses = [
    '',
    'http://a.example/',
    'https://u:p@a.example/',
    'javascript:alert(1)',
    'https://a.example/#x',
  ];
  for (const address of addresses) {
    await page.goto('about:blank');
    await page.goto(`/bundle.html#${new URLSearchParams({ address, channel: 'x' }).toString()}`);
    await expect(page.getByText('This page is opened by a verification link')).toBeVisible();
    await expect(page.getByRole('button')).toHaveCount(0);
  }
});

test('what the person says counts, and not the link', async ({ assay, disk }) => {
  const { page } = assay;
  const { trustRootFile, write } = await publisher(disk);
  await assay.enter({ ...SIGNER, trustRootFile });
  await page.evaluate((fragment) => {
    location.hash = fragment;
  }, frame('method=sigstore&identity=mallory@models.example&issuer=https://accounts.models.example'));
  await expect(claimOf(page)).toContainText('mallory@models.example');
  await expect(claimOf(page)).toContainText(
    'You said whom you expect yourself: that counts, and not this link.',
  );
  await assay.drop(await write('model', FILES));
  expect(await assay.outcome()).toMatchObject({ code: 'verified' });
  expect(await assay.saveReport()).toMatchObject({ expectation: { ...SIGNER, origin: 'typed' } });
  await expect(page.getByText('so the link by which this page was opened does not count')).toBeVisible();

  // Back leads to the link, and then to the start without it.
  await page.goBack();
  await expect(claimOf(page)).toBeVisible();
  await page.goBack();
  await expect(claimOf(page)).toHaveCount(0);
});

test('a link that is not wanted is gone, and what is copied off it is no word of the person’s own', async ({
  assay,
  disk,
}) => {
  const { page } = assay;
  const { trustRootFile, write } = await publisher(disk);
  const fragment = frame(`method=sigstore&identity=${SIGNER.identity}&issuer=${SIGNER.issuer}`);
  await assay.open(`/#${fragment}`);
  await page.getByRole('button', { name: 'Do not use this link' }).click();
  await expect(claimOf(page)).toHaveCount(0);
  expect(new URL(page.url()).hash).toBe('');
  await assay.enter({ ...SIGNER, trustRootFile });
  await assay.drop(await write('model', FILES));
  expect(await assay.outcome()).toMatchObject({ code: 'verified' });
  expect(await assay.saveReport()).toMatchObject({ expectation: { origin: 'accepted' } });
});

test('the QR code, the badge and the command say what the link says', async ({ assay, disk, context }) => {
  const { page } = assay;
  const { trustRootFile, write } = await publisher(disk);
  await assay.enter({ ...SIGNER, trustRootFile });
  await assay.drop(await write('model', FILES));
  await assay.outcome();
  const link = await makeLink(assay);
  expect(link.length).toBeLessThanOrEqual(500);
  const picture = await page.getByRole('img', { name: 'QR code of the link' }).screenshot();
  const sheet = await context.newPage();
  expect(await decode(sheet, picture)).toBe(link);
  await sheet.setContent((await assay.save('Save the QR code')).text);
  expect(await decode(sheet, await sheet.locator('svg').screenshot())).toBe(link);

  await page.getByText('Badge for the model’s page', { exact: true }).click();
  await expect(page.getByLabel('Markdown', { exact: true })).toHaveValue(
    `[![Verify this model at ${new URL(link).host}](assay-badge.svg)](${link})`,
  );
  const badge = await assay.save('Save the picture');
  expect(badge.text).toContain('Verify this model');
  expect(badge.text).not.toMatch(/verified/i);
  await page.getByText('The same on the command line', { exact: true }).click();
  await expect(page.getByLabel('Command', { exact: true })).toHaveValue(
    `model_signing verify sigstore MODEL --signature=BUNDLE --identity=${SIGNER.identity} --identity_provider=${SIGNER.issuer} --trust_config=trust_config.json`,
  );
  expect(await violations(page)).toEqual([]);

  const long = await makeLink(assay, { 'The bundle': 'is in the link' });
  await expect(page.getByText('It is too long for a QR code.')).toBeVisible();
  await expect(page.getByText('too long for some programs')).toBeVisible();
  expect(long.length).toBeGreaterThan(2000);

  // A text field of 2,000 characters takes the one whole, and the other not.
  const field = await context.newPage();
  await field.setContent('<textarea maxlength="2000"></textarea>');
  const codes: string[] = [];
  for (const each of [link, long]) {
    await field.locator('textarea').fill('');
    await field.locator('textarea').focus();
    await field.keyboard.insertText(each);
    const copied = await field.locator('textarea').inputValue();
    const other = await context.newPage();
    await other.goto(copied);
    const alert = other.getByRole('alert');
    await claimOf(other).or(alert).waitFor();
    codes.push((await alert.isVisible()) ? ((await alert.getAttribute('data-code')) ?? '') : 'read');
    await other.close();
  }
  expect(codes).toEqual(['read', 'link-truncated']);
});

test('a sample, and a signature that does not hold, are nothing to make a link of', async ({
  assay,
  disk,
}) => {
  const { page } = assay;
  const { bundle, keyPem } = await signed();
  const forged = bundle.replace(/"sig":"[^"]*"/, '"sig":"MAYCAQECAQE="');
  await assay.drop(
    await disk.write('model', { ...FILES, 'model.sig': forged }),
    await disk.writeFile('key.pem', keyPem),
  );
  expect(await assay.outcome()).toMatchObject({ code: 'signature-invalid' });
  await expect(page.getByText('Make a link for others')).toHaveCount(0);
  await assay.startOver();
  await page.getByRole('button', { name: 'Genuine', exact: true }).click();
  await assay.outcome();
  await expect(page.getByText('Make a link for others')).toHaveCount(0);
});

/** Links that do nothing but say what is wrong with them. */
const HOSTILE: Readonly<Record<string, string>> = {
  nothing: 'x',
  'of another version': 'v2:1:x:00000000',
  'cut off': frame('method=key&key=00').slice(0, -3),
  'with something behind it': `${frame('method=key&key=00')}.`,
  huge: `v1:9:${'%'.repeat(200_000)}`,
  'with a script for an address': frame(
    'method=sigstore&identity=a@b.example&issuer=https://i.example&bundle=javascript:alert~281~29',
  ),
  'with credentials in the address': frame(
    'method=sigstore&identity=a@b.example&issuer=https://i.example&bundle=https://u:p@h.example/',
  ),
  'with an identity that runs backwards': frame(
    'method=sigstore&identity=a~e2~80~aeb&issuer=https://i.example',
  ),
  'with a rule for every owner': frame(
    'method=sigstore&accept=any-repository&forge=github.com&owner=~2a&issuer=https://i.example',
  ),
  'with a rule for a forge that is none': frame(
    'method=sigstore&accept=any-repository&forge=github.com.example&owner=org&issuer=https://i.example',
  ),
  'with a name of every object': frame('method=sigstore&identity=a@b.example&issuer=x&__proto__=x'),
  'with a field twice': frame('method=key&key=00&key=00'),
  'with a setting': frame('method=sigstore&identity=a@b.example&issuer=https://i.example&ignore=unsigned'),
  'with a bundle that is none': frame(
    'method=sigstore&identity=a@b.example&issuer=https://i.example&inline=AAAA',
  ),
};
for (const [what, fragment] of Object.entries(HOSTILE)) {
  test(`a link ${what} does nothing`, async ({ page, baseURL }) => {
    const strangers: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(baseURL ?? '')) strangers.push(request.url());
    });
    await page.goto(`/#${fragment}`);
    const address = page.url();
    await expect(page.getByRole('alert')).toHaveAttribute('data-code', /^link-/);
    await expect(claimOf(page)).toHaveCount(0);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/model/);
    expect(page.url()).toBe(address);
    expect(strangers).toEqual([]);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
  });
}

/** What a reader of QR codes finds in a picture. */
async function decode(page: Page, png: Buffer): Promise<string> {
  const { grey, height, width } = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    if (!context) throw new Error('no canvas');
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    return {
      grey: Array.from({ length: data.length / 4 }, (_, index) => data[4 * index] ?? 0),
      height: bitmap.height,
      width: bitmap.width,
    };
  }, png.toString('base64'));
  const source = new zxing.RGBLuminanceSource(Uint8ClampedArray.from(grey), width, height);
  const bitmap = new zxing.BinaryBitmap(new zxing.HybridBinarizer(source));
  return new zxing.QRCodeReader().decode(bitmap).getText();
}
