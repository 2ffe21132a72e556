import { build, type Plugin } from 'vite';
import type { REALMS } from '../src/pwa/policy.ts';
import { sha256 } from './sums.ts';

/**
 * Makes a document beside the page that may connect where the page may not, and knows of no file.
 *
 * @param name the document’s name in the site
 * @param make makes its HTML
 */
export function realm(name: (typeof REALMS)[number], make: () => Promise<string>): Plugin {
  return {
    name: `assay:realm:${name}`,
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: name, source: await make() });
    },
    configureServer({ middlewares, config: { logger } }) {
      middlewares.use((request, response, next) => {
        if (request.url?.split('?')[0]?.endsWith(`/${name}`) !== true) {
          next();
          return;
        }
        make().then(
          (html) => response.setHeader('Content-Type', 'text/html').end(html),
          (error: unknown) => {
            logger.error(String(error));
            next(error);
          },
        );
      });
    },
  };
}

/** A script in one piece, left readable for those who look what it does. */
export async function bundleScript(file: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: { write: false, minify: false, target: 'es2022', rolldownOptions: { input: file } },
  });
  if (!('output' in built) || built.output.length !== 1) throw new Error('the script is not in one piece');
  return built.output[0].code;
}

/** How a content security policy names a script or style that stands in the document. */
export function sourceOf(text: string): string {
  return `'sha256-${sha256(text, 'base64')}'`;
}
