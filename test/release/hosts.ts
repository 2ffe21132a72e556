import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer as createSocket } from 'node:net';
import { join } from 'node:path';
import { headersFile } from '../../scripts/hosting.ts';
import { findCaddy, findNginx } from '../../scripts/servers.ts';
import { HEADERS_OF, headersFor, type HeaderValues, PAGE_HEADERS } from '../../src/pwa/policy.ts';
import { type HeadersOf, serveFiles } from '../support/file-server.ts';
import { ROOT } from './builds.ts';

/** A way to serve a folder, as one of our recipes has it. */
export interface Host {
  readonly name: string;
  /** Absent where what it takes is not on this machine. */
  readonly serve: ((folder: string, scratch: string) => Promise<Served>) | undefined;
  /** The headers that it must send with the file at a path, of those that we know. */
  readonly sends: (path: string) => HeaderValues;
  /** Whether the site must lie at the root of the host. */
  readonly atRoot: boolean;
}

/** A folder that is being served. */
export interface Served {
  /** With a final slash. */
  readonly address: string;
  readonly close: () => Promise<void>;
}

const nginx = findNginx();
const caddy = findCaddy();

/** The hosts that there are recipes for. */
export const HOSTS: readonly Host[] = [
  {
    name: 'nginx',
    sends: headersFor,
    atRoot: false,
    serve: nginx === undefined ? undefined : (folder, scratch) => serveByNginx(nginx, folder, scratch),
  },
  {
    name: 'Caddy',
    sends: headersFor,
    atRoot: false,
    serve: caddy === undefined ? undefined : (folder, scratch) => serveByCaddy(caddy, folder, scratch),
  },
  {
    name: '_headers, as Netlify and Cloudflare Pages read it',
    sends: namedHeaders,
    atRoot: true,
    serve: (folder) => serveFiles(folder, headersByRules(headersFile())),
  },
  {
    name: 'a host that sends no headers, such as GitHub Pages',
    sends: () => ({}),
    atRoot: false,
    serve: (folder) => serveFiles(folder, () => ({})),
  },
];

/** What `_headers` can say: its hosts have every other file asked for anew by themselves. */
function namedHeaders(path: string): HeaderValues {
  const asset = path.startsWith('/assets/');
  const named =
    asset || ['/', '/index.html', ...Object.keys(HEADERS_OF).map((name) => `/${name}`)].includes(path);
  return Object.fromEntries(
    Object.entries(headersFor(path)).filter(
      ([name]) => (asset || name !== 'Cache-Control') && (named || !(name in PAGE_HEADERS)),
    ),
  );
}

/** A port that nothing listens on. */
async function freePort(): Promise<number> {
  const socket = createSocket().listen(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address() as AddressInfo;
  socket.close();
  await once(socket, 'close');
  return port;
}

async function serveByNginx(program: string, folder: string, scratch: string): Promise<Served> {
  const port = await freePort();
  const recipe = (await readFile(join(ROOT, 'docs/hosting/nginx.conf'), 'utf8'))
    .replace('listen 8080;', `listen 127.0.0.1:${port};`)
    .replace('root /srv/assay;', `root "${folder}";`);
  // What stands around the recipe in Debian's own nginx.conf, as far as it counts, and nothing outside of the scratch folder.
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path "${scratch}/${kind}";`)
    .join('\n');
  const config = join(scratch, 'nginx.conf');
  await writeFile(
    config,
    `daemon off; pid "${scratch}/nginx.pid"; error_log stderr warn; events {}
     http { include /etc/nginx/mime.types; access_log off; ${temporary}\n${recipe} }`,
  );
  return running(spawn(program, ['-c', config, '-p', scratch, '-e', 'stderr']), port);
}

async function serveByCaddy(program: string, folder: string, scratch: string): Promise<Served> {
  const port = await freePort();
  const config = join(scratch, 'Caddyfile');
  await writeFile(config, `{\n\tadmin off\n}\nimport "${join(ROOT, 'docs/hosting/Caddyfile')}"\n`);
  const env = {
    ...process.env,
    HOME: scratch,
    XDG_CONFIG_HOME: scratch,
    XDG_DATA_HOME: scratch,
    ASSAY_ADDRESS: `http://127.0.0.1:${port}`,
    ASSAY_ROOT: folder,
  };
  return running(spawn(program, ['run', '--config', config, '--adapter', 'caddyfile'], { env }), port);
}

/** Waits until the server answers. */
async function running(server: ChildProcess, port: number): Promise<Served> {
  let says = '';
  server.stderr?.on('data', (text) => (says += String(text)));
  const address = `http://127.0.0.1:${port}/`;
  for (let tries = 0; ; tries += 1) {
    const answer = await fetch(address).catch(() => undefined);
    if (answer) break;
    if (server.exitCode !== null || tries === 100) throw new Error(`the server does not answer: ${says}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    address,
    async close() {
      const ended = once(server, 'exit');
      server.kill();
      await ended;
    },
  };
}

/**
 * What both say of the file: a rule is a path, exact or with `*` at its end, and the headers below it; all rules that fit
 * count, and values of one header are joined.
 */
export function headersByRules(text: string): HeadersOf {
  const rules: { path: string; headers: [string, string][] }[] = [];
  for (const line of text.split('\n')) {
    const [, name = '', value = ''] = /^\s+([^:]+): (.*)$/.exec(line) ?? [];
    if (name !== '') rules.at(-1)?.headers.push([name, value]);
    else if (line !== '') rules.push({ path: line, headers: [] });
  }
  return (path) => {
    const found: Record<string, string> = {};
    for (const rule of rules) {
      const fits = rule.path.endsWith('*') ? path.startsWith(rule.path.slice(0, -1)) : path === rule.path;
      if (!fits) continue;
      for (const [name, value] of rule.headers)
        found[name] = name in found ? `${found[name]}, ${value}` : value;
    }
    return found;
  };
}
