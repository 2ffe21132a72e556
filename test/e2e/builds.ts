import { createHash } from 'node:crypto';
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built site. */
export const SITE = fileURLToPath(new URL('../../dist', import.meta.url));

/** Copies the built site into a new folder, and returns that. */
export async function copySite(folder: string): Promise<string> {
  await cp(SITE, folder, { recursive: true });
  return folder;
}

/**
 * Makes another build of the site in a new folder, as far as its service worker can tell: of another version, with another
 * page (`data-build` says which), and without one of the scripts that the page loads late.
 *
 * @returns the folder
 */
export async function newerBuild(folder: string, version: string, what: string): Promise<string> {
  await copySite(folder);
  const page = join(folder, 'index.html');
  const html = (await readFile(page, 'utf8')).replace('<html', `<html data-build="${version}"`);
  await writeFile(page, html);

  const worker = join(folder, 'sw.js');
  let code = await readFile(worker, 'utf8');
  const replace = (pattern: RegExp, replacement: string): void => {
    if (!pattern.test(code)) throw new Error(`the service worker has no ${String(pattern)}`);
    code = code.replace(pattern, () => replacement);
  };
  const [late = ''] = (await readdir(join(folder, 'assets'))).filter((name) =>
    /^TrustView-.*\.js$/.test(name),
  );
  await rm(join(folder, 'assets', late));
  replace(new RegExp(`\\{[^{}]*"assets/${late}"[^{}]*\\},?`), '');
  const digest = createHash('sha256').update(html).digest('base64');
  replace(
    /\{[^{}]*"index\.html"[^{}]*\}/,
    JSON.stringify({ url: 'index.html', integrity: `sha256-${digest}` }),
  );
  replace(/(?<=version = )"[^"]+"/, JSON.stringify(version));
  replace(/(?<=changes = \[)/, `${JSON.stringify({ version, what: [what] })},`);
  await writeFile(worker, code);
  return folder;
}
