import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { MANIFEST } from '../../../scripts/manifest.ts';
import { hasBundleName } from '../../../src/oms/paths.ts';
import { arrivalIn, SHARE_FIELDS } from '../../../src/pwa/share-target.ts';
import { viewIn } from '../../../src/pwa/view.ts';

const PUBLIC = new URL('../../../public/', import.meta.url);
const FOLDER = 'https://host.example/tools/assay/';

/** Width and height, as the header of a PNG says them. */
async function sizeOf(picture: string): Promise<string> {
  const png = await readFile(new URL(picture, PUBLIC));
  expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  return `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`;
}

const { icons = [], screenshots = [], shortcuts = [] } = MANIFEST;

describe('the manifest', () => {
  it.each([...icons, ...screenshots].filter(({ type }) => type === 'image/png'))(
    '$src is of the size that it says',
    async ({ sizes, src }) => {
      expect(await sizeOf(src)).toBe(sizes);
    },
  );

  it('has the icons that browsers ask for: 192 and 512 pixels, and one to cut to any shape', () => {
    const plain = icons.filter(({ purpose }) => purpose === undefined).map(({ sizes }) => sizes);
    expect(plain).toEqual(expect.arrayContaining(['192x192', '512x512']));
    expect(icons.filter(({ purpose }) => purpose === 'maskable')).toHaveLength(1);
  });

  it('has a picture of a wide and of a narrow window', () => {
    expect(screenshots.map(({ form_factor }) => form_factor).sort()).toEqual(['narrow', 'wide']);
  });

  it('stays in the folder that it lies in, whichever that is', () => {
    const addresses = [
      MANIFEST.start_url,
      MANIFEST.scope,
      ...icons.map(({ src }) => src),
      ...screenshots.map(({ src }) => src),
      ...shortcuts.map(({ url }) => url),
      ...MANIFEST.file_handlers.map(({ action }) => action),
      ...(MANIFEST.protocol_handlers ?? []).map(({ url }) => url),
      MANIFEST.share_target?.action,
    ];
    for (const address of addresses) {
      expect(address).toBeDefined();
      expect(new URL(address ?? '/', FOLDER).href.startsWith(FOLDER), address).toBe(true);
    }
    // It would be taken from the root of the host, and make one of two pages in two folders.
    expect(MANIFEST.id).toBeUndefined();
  });

  it('has shortcuts that the page knows', () => {
    expect(shortcuts.length).toBeGreaterThan(1);
    for (const { url } of shortcuts) expect(viewIn(new URL(url, FOLDER).searchParams)).toBeDefined();
  });

  it('opens files that are named like bundles, each in a window of its own', () => {
    const [handler, ...others] = MANIFEST.file_handlers;
    expect(others).toEqual([]);
    const endings = Object.values(handler?.accept ?? {}).flat();
    expect(endings.sort()).toEqual(['.oms.sig', '.sig', '.sigstore', '.sigstore.json']);
    for (const ending of endings) expect(hasBundleName(`model${ending}`), ending).toBe(true);
    expect(handler?.launch_type).toBe('multiple-clients');
    expect(MANIFEST.launch_handler?.client_mode).toBe('navigate-new');
  });

  it('hands links over in the fragment, which no server sees', () => {
    expect(MANIFEST.protocol_handlers).toEqual([{ protocol: 'web+oms', url: './#%s' }]);
  });

  it('has what is shared posted, by the names that the service worker looks for', () => {
    const { enctype, method, params } = MANIFEST.share_target ?? {};
    expect({ enctype, method }).toEqual({ enctype: 'multipart/form-data', method: 'POST' });
    const { files, ...texts } = params ?? {};
    expect(Object.values(texts).sort()).toEqual([...SHARE_FIELDS.texts].sort());
    expect([files].flat().map((file) => file?.name)).toEqual([SHARE_FIELDS.file]);
  });
});

it('what the address asks for is nothing that is not known', () => {
  for (const query of ['', '?show=', '?show=settings', '?shared=', '?shared=key', '?other=file']) {
    const parameters = new URL(query, FOLDER).searchParams;
    expect([viewIn(parameters), arrivalIn(parameters)]).toEqual([undefined, undefined]);
  }
});
