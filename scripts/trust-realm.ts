import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { NO_TEXT_AS_CODE } from '../src/pwa/policy.ts';
import { REPOSITORY } from '../src/trust-realm/serve.ts';
import { bundleScript, realm, sourceOf } from './realm.ts';

const SCRIPT = fileURLToPath(new URL('../src/trust-realm/main.ts', import.meta.url));

/**
 * Makes `tuf.html`, the document that may connect to the TUF repository, and to nothing else. Its script stands in it: a
 * document without an origin may load none from a host that does not say so.
 */
export function trustRealm(): Plugin {
  return realm('tuf.html', async () => {
    const script = await bundleScript(SCRIPT);
    const policy = [
      "default-src 'none'",
      `script-src ${sourceOf(script)}`,
      `connect-src ${new URL(REPOSITORY).origin}`,
      "base-uri 'none'",
      "form-action 'none'",
      ...NO_TEXT_AS_CODE,
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
  });
}
