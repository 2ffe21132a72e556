import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { messages } from '../src/messages/index.ts';
import { NO_TEXT_AS_CODE } from '../src/pwa/policy.ts';
import { bundleScript, realm, sourceOf } from './realm.ts';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** Makes `bundle.html`, which loads the bundle at the address in a link, from whichever host the person clicked on. */
export function linkRealm(): Plugin {
  return realm('bundle.html', async () => {
    const script = await bundleScript(path('../src/link-realm/main.ts'));
    const sheets = [path('../src/app/style.css'), path('../src/link-realm/style.css')];
    const style = (await Promise.all(sheets.map((sheet) => readFile(sheet, 'utf8')))).join('\n');
    const policy = [
      "default-src 'none'",
      `script-src ${sourceOf(script)}`,
      `style-src ${sourceOf(style)}`,
      "img-src 'self'",
      'connect-src https:',
      "base-uri 'none'",
      "form-action 'none'",
      ...NO_TEXT_AS_CODE,
    ].join('; ');
    const words = messages.linkBundle;
    // What stands here is shown by the script, by its state.
    return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="referrer" content="no-referrer" />
    <title>${words.title}</title>
    <link rel="icon" href="icon.svg" type="image/svg+xml" />
    <style>${style}</style>
  </head>
  <body>
    <main>
      <h1>${words.heading}</h1>
      <div data-in="asks" hidden>
        <p>${words.asks}</p>
        <p class="mono" data-fill="address"></p>
        <p class="quiet">${words.learns}</p>
        <button type="button" class="primary" data-load>${words.load} <bdi data-fill="host"></bdi></button>
      </div>
      <div role="status">
        <p data-in="loading" hidden>${words.loading}</p>
        <p data-in="done" hidden>${words.done}</p>
        <p data-in="alone" hidden>${words.alone}</p>
        <p data-in="refused status too-large" hidden>${words.failed}</p>
        <p data-in="refused" hidden>${words.refused}</p>
        <p data-in="status" hidden><span>${words.status} <span data-fill="status"></span>.</span></p>
        <p data-in="too-large" hidden>${words.tooLarge}</p>
        <p data-in="invalid" hidden>${words.invalid}</p>
      </div>
      <p data-in="done alone" hidden><span>${words.cameFrom} <bdi class="mono" data-fill="final-host"></bdi>.</span></p>
      <p data-in="done alone" hidden><a data-save>${words.save}</a></p>
      <p data-in="refused status" hidden>
        ${words.wayOut} <a class="mono" rel="noreferrer" data-way-out data-fill="address"></a>
      </p>
    </main>
    <script type="module">${script}</script>
  </body>
</html>
`;
  });
}
