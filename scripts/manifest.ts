import type { ManifestOptions } from 'vite-plugin-pwa';
import { messages } from '../src/messages/index.ts';
import { SCHEME } from '../src/pwa/fragment.ts';
import { SHARE_FIELDS, SHARE_TARGET } from '../src/pwa/share-target.ts';
import { viewAddress } from '../src/pwa/view.ts';

const WORDS = messages.app;

/** With what the plugin does not know yet. */
type FileHandler = NonNullable<ManifestOptions['file_handlers']>[number] & {
  readonly launch_type: 'single-client' | 'multiple-clients';
};

/** The media type of bundles, and how files of them are named. */
const BUNDLES = {
  'application/vnd.dev.sigstore.bundle.v0.3+json': ['.sigstore.json', '.sigstore', '.oms.sig', '.sig'],
};

/**
 * The web app manifest. All addresses are relative, so that it holds in any folder of a host; there is no `id`, since that
 * would be taken from the root of the host: the start’s address is what tells two installed pages apart.
 */
export const MANIFEST: Partial<ManifestOptions> & { file_handlers: FileHandler[] } = {
  name: messages.page.name,
  short_name: messages.page.name,
  description: WORDS.description,
  lang: 'en',
  dir: 'ltr',
  start_url: './',
  scope: './',
  display: 'standalone',
  theme_color: '#1d2433',
  background_color: '#fbfbf9',
  categories: ['security', 'developer', 'utilities'],
  icons: [
    { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml' },
    { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
    { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
    { src: 'icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ],
  screenshots: [
    {
      src: 'screenshots/wide.png',
      sizes: '1280x800',
      type: 'image/png',
      form_factor: 'wide',
      label: WORDS.screenshot,
    },
    {
      src: 'screenshots/narrow.png',
      sizes: '390x844',
      type: 'image/png',
      form_factor: 'narrow',
      label: WORDS.screenshot,
    },
  ],
  shortcuts: [
    { name: messages.start.samples, url: viewAddress('samples') },
    { name: messages.trust.open, url: viewAddress('trust') },
  ],
  // A window of its own for each file and link: none takes the place of a check that is under way in another.
  launch_handler: { client_mode: 'navigate-new' },
  file_handlers: [{ action: './', accept: BUNDLES, launch_type: 'multiple-clients' }],
  // In the fragment, which no server sees.
  protocol_handlers: [{ protocol: SCHEME, url: './#%s' }],
  share_target: {
    action: SHARE_TARGET,
    method: 'POST',
    enctype: 'multipart/form-data',
    params: {
      title: 'title',
      text: 'text',
      url: 'url',
      files: [
        {
          name: SHARE_FIELDS.file,
          accept: [
            ...Object.keys(BUNDLES),
            ...Object.values(BUNDLES).flat(),
            // As systems name files that they do not know.
            'application/json',
            'application/octet-stream',
          ],
        },
      ],
    },
  },
};
