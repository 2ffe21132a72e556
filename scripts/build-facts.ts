import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { sha256, sumLines } from './sums.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Stands for the digest until all that it sums up is made. */
const PLACEHOLDER = '0'.repeat(64);

/**
 * The commit of these sources in 40 hexadecimal digits, with a `+` behind it if they were changed since; empty if nobody
 * knows. Where there is no Git, as in an archive or a container, `ASSAY_COMMIT` tells it.
 *
 * @throws Error if `ASSAY_COMMIT` names none
 */
export function commitOf(): string {
  const told = process.env.ASSAY_COMMIT ?? '';
  if (!/^(?:[0-9a-f]{40}\+?)?$/.test(told)) throw new Error('ASSAY_COMMIT is not a commit in 40 digits');
  if (told !== '') return told;
  const commit = git('rev-parse', 'HEAD')?.trim();
  if (commit === undefined) return '';
  return git('status', '--porcelain') === '' ? commit : `${commit}+`;
}

/** Asks the repository of these sources, and never one that they happen to lie in. */
function git(...args: readonly string[]): string | undefined {
  const found = spawnSync('git', ['--git-dir=.git', '--work-tree=.', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return found.status === 0 ? found.stdout : undefined;
}

/** Writes into the page of which commit it is, and a place for its digest ({@link withDigest}). */
export function buildFacts(): Plugin {
  return {
    name: 'assay:build-facts',
    apply: 'build',
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { name: 'assay-commit', content: commitOf() }, injectTo: 'head' },
      { tag: 'meta', attrs: { name: 'assay-digest', content: PLACEHOLDER }, injectTo: 'head' },
    ],
  };
}

/** Writes into the page the digest of its programs: SHA-256 of the lines that `SHA256SUMS` has of `assets/`. */
export function siteDigest(): Plugin {
  return {
    name: 'assay:site-digest',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const page = bundle['index.html'];
        if (page?.type !== 'asset') this.error('there is no page');
        const assets = Object.values(bundle).filter(({ fileName }) => fileName.startsWith('assets/'));
        const contents = assets.map(
          (file) => [file.fileName, file.type === 'chunk' ? file.code : file.source] as const,
        );
        page.source = withDigest(String(page.source), sha256(sumLines(new Map(contents))));
      },
    },
  };
}

/**
 * Puts the digest, in hexadecimal digits, into the place that {@link buildFacts} made for it.
 *
 * @throws Error if there is none
 */
export function withDigest(html: string, digest: string): string {
  if (!html.includes(PLACEHOLDER)) throw new Error('the page has no place for its digest');
  return html.replace(PLACEHOLDER, digest);
}
