import type { Plugin } from 'vite';
import {
  ASSET_CACHE,
  HEADERS,
  HEADERS_OF,
  headersFor,
  type HeaderValues,
  PAGE_CACHE,
  PAGE_HEADERS,
  PAGE_POLICY,
} from '../src/pwa/policy.ts';

/**
 * Has every host send the headers of `src/pwa/policy.ts`, as far as it can: `_headers` is for Netlify and Cloudflare Pages, the
 * preview sends them itself, and the policy stands in the page for hosts that send none. The development server needs
 * inline styles, so it has no policy.
 */
export function hostHeaders(): Plugin {
  return {
    name: 'assay:host-headers',
    apply: (_config, { command, isPreview }) => command === 'build' || isPreview === true,
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: PAGE_POLICY },
        injectTo: 'head-prepend',
      },
    ],
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: '_headers', source: headersFile() });
    },
    configurePreviewServer({ middlewares }) {
      middlewares.use(({ url = '' }, response, next) => {
        for (const [name, value] of Object.entries(headersFor(url))) response.setHeader(name, value);
        next();
      });
    },
  };
}

/**
 * `_headers`, for a site at the root of its host. Where two rules name one header, these hosts send both values in one, and
 * Netlify has no exceptions: so the policy is named for each place that it is meant for. Unless told otherwise both have every
 * file asked for anew.
 */
export function headersFile(): string {
  const rule = (path: string, headers: HeaderValues): string =>
    [path, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)].join('\n');
  const rules = [
    rule('/*', HEADERS),
    rule('/', PAGE_HEADERS),
    rule('/index.html', PAGE_HEADERS),
    rule('/assets/*', { ...PAGE_HEADERS, 'Cache-Control': ASSET_CACHE }),
    ...Object.entries(HEADERS_OF).map(([name, headers]) => rule(`/${name}`, headers)),
  ];
  return `${rules.join('\n')}\n`;
}

const WRITTEN = 'Written by `npm run hosting`, from src/pwa/policy.ts.';

/** The recipe for nginx, to be included in its `http` block. */
export function nginxRecipe(): string {
  return `# ${WRITTEN}
# For the http block: on Debian, copy it to /etc/nginx/conf.d/assay.conf.

${Object.entries(PAGE_HEADERS)
  .map(
    ([header, value]) => `map $uri ${nginxVariable(header)} {
${Object.entries(HEADERS_OF)
  .map(([name, { [header]: own = '' }]) => `    ~/${name.replaceAll('.', '\\.')}$ "${own}";`)
  .join('\n')}
    default "${value}";
}
`,
  )
  .join('\n')}
map $uri $assay_cache {
    # Their names change with their content.
    ~/assets/ "${ASSET_CACHE}";
    default "${PAGE_CACHE}";
}

server {
    listen 8080;
    root /srv/assay;
    server_tokens off;
    gzip on;
    gzip_types text/css text/javascript application/javascript application/json application/manifest+json image/svg+xml;

    # A location that adds a header of its own must repeat all of these.
${Object.entries(HEADERS)
  .map(([name, value]) => `    add_header ${name} "${value}" always;`)
  .join('\n')}
${Object.keys(PAGE_HEADERS)
  .map((header) => `    add_header ${header} ${nginxVariable(header)} always;`)
  .join('\n')}
    # Not always: nobody may keep that a file is missing.
    add_header Cache-Control $assay_cache;
}
`;
}

const nginxVariable = (header: string): string => `$assay_${header.toLowerCase().replaceAll('-', '_')}`;

/** The recipe for Caddy. */
export function caddyRecipe(): string {
  return `# ${WRITTEN}
# ASSAY_ADDRESS may be a host name: Caddy then gets a certificate for it.

{$ASSAY_ADDRESS::8080} {
	root * {$ASSAY_ROOT:/srv/assay}
	encode gzip
	file_server

	header {
${Object.entries(HEADERS)
  .map(([name, value]) => `\t\t${name} "${value}"`)
  .join('\n')}
		-Server
		?Cache-Control "${PAGE_CACHE}"
	}

	@page not path ${Object.keys(HEADERS_OF)
    .map((name) => `*/${name}`)
    .join(' ')}
${caddyHeaders('@page', PAGE_HEADERS)}
${Object.entries(HEADERS_OF)
  .map(([name, headers]) => {
    const matcher = `@${name.replaceAll('.', '_')}`;
    return `\t${matcher} path */${name}\n${caddyHeaders(matcher, headers)}`;
  })
  .join('\n')}

	# Their names change with their content. Nobody may keep that a file is missing.
	@asset {
		path */assets/*
		file
	}
	header @asset Cache-Control "${ASSET_CACHE}"
}
`;
}

const caddyHeaders = (matcher: string, headers: HeaderValues): string =>
  Object.entries(headers)
    .map(([name, value]) => `\theader ${matcher} ${name} "${value}"`)
    .join('\n');
