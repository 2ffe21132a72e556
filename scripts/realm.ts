import { build, type Plugin } from 'vite';
import { sha256 } from './sums.ts';

/** The documents beside the page that may connect, each with a policy of its own in it. */
export const REALMS = ['tuf.html', 'bundle.html'] as const;

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
        if (!isAddressOf(request.url, name)) {
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

/** Whether a request’s address is that of such a document. */
export function isRealm(address: string): boolean {
  return REALMS.some((name) => isAddressOf(address, name));
}

function isAddressOf(address: string | undefined, name: string): boolean {
  return address?.split('?')[0]?.endsWith(`/${name}`) === true;
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
