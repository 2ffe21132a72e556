import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';
import { singleFilePolicy } from '../src/pwa/policy.ts';
import { withDigest } from './build-facts.ts';
import { sha256 } from './sums.ts';

/** The folder that `npm run build:single` builds, and the page in it. */
export const SINGLE_FOLDER = 'dist-single';

/** The page in one file. */
export const SINGLE_FILE = 'assay.html';

const ICON = new URL('../public/icon.svg', import.meta.url);

/** Makes workers of text that stands in the page: a page that was opened as a file may not load one. */
export function inlineWorkers(): Plugin {
  return {
    name: 'assay:inline-workers',
    enforce: 'pre',
    load: {
      filter: { id: /\?worker&url$/ },
      async handler(id) {
        const { code } = await this.load({ id: id.replace(/url$/, 'inline') });
        const text = /^const jsContent = (.*);$/m.exec(code ?? '')?.[1];
        if (text === undefined) this.error('Vite inlines workers in a way that is not known here');
        return `export default URL.createObjectURL(new Blob([${text}], { type: 'text/javascript' }));`;
      },
    },
  };
}

/** Puts the script and the styles into the page, under a policy that allows these and nothing else, and leaves only it. */
export function singleFile(): Plugin {
  return {
    name: 'assay:single-file',
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const files = Object.values(bundle);
        const only = (ending: string): string => {
          const [file, another] = files.filter(({ fileName }) => fileName.endsWith(ending));
          if (!file || another) this.error(`the page must be made of one ${ending}`);
          return file.type === 'chunk' ? file.code : String(file.source);
        };
        // Both would mean something to who reads the document; in code they stand in strings, which stay the same.
        const script = only('.js').replaceAll(/<(?=\/script|!--)/gi, '\\x3C');
        const style = only('.css');
        const icon = `data:image/svg+xml,${encodeURIComponent(await readFile(ICON, 'utf8'))}`;
        const policy = singleFilePolicy(sha256(script, 'base64'), sha256(style, 'base64'));
        const source = (
          [
            [/<head>/, `<head>\n    <meta http-equiv="Content-Security-Policy" content="${policy}">`],
            [/(?<=<link rel="icon" href=")[^"]*/, icon],
            [/<link rel="stylesheet"[^>]*>/, `<style>${style}</style>`],
            [/<script type="module"[^>]*><\/script>/, `<script type="module">${script}</script>`],
          ] as const
        ).reduce((html, [tag, inline]) => html.replace(tag, () => inline), only('.html'));
        this.emitFile({ type: 'asset', fileName: SINGLE_FILE, source: withDigest(source, sha256(script)) });
        for (const fileName of Object.keys(bundle))
          if (fileName !== SINGLE_FILE) Reflect.deleteProperty(bundle, fileName);
      },
    },
  };
}
