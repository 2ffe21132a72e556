import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';
import { REPOSITORY } from '../src/trust-realm/serve.ts';

const SCRIPT = fileURLToPath(new URL('../src/trust-realm/main.ts', import.meta.url));

/** The document’s name in the site. */
const NAME = 'tuf.html';

/** Whether a request’s address is that of the document that may connect. */
export function isTrustRealm(address = ''): boolean {
  return /\/tuf\.html(?:\?|$)/.test(address);
}

/**
 * Makes `tuf.html`, the document that may connect to the TUF repository, and to nothing else. Its script stands in it: a
 * document without an origin may load none from a host that does not say so.
 */
export function trustRealm(): Plugin {
  return {
    name: 'assay:trust-realm',
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: NAME, source: await trustRealmDocument() });
    },
    configureServer({ middlewares, config: { logger } }) {
      middlewares.use((request, response, next) => {
        if (!isTrustRealm(request.url)) {
          next();
          return;
        }
        trustRealmDocument().then(
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

async function trustRealmDocument(): Promise<string> {
  const script = await bundle();
  const hash = createHash('sha256').update(script).digest('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${hash}'`,
    `connect-src ${new URL(REPOSITORY).origin}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <title>Assay: asks for Sigstore’s trust root</title>
  </head>
  <body>
    <script type="module">${script}</script>
  </body>
</html>
`;
}

/** The script in one piece, left readable for those who look what it does. */
async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: { write: false, minify: false, target: 'es2022', rolldownOptions: { input: SCRIPT } },
  });
  if (!('output' in built) || built.output.length !== 1) throw new Error('the script is not in one piece');
  return built.output[0].code;
}
