import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import type { HeaderValues } from '../../src/pwa/policy.ts';

/** The headers of the file at a path. */
export type HeadersOf = (path: string) => HeaderValues;

/** A static host on this machine. */
export interface FileServer {
  /** With a final slash. */
  readonly address: string;
  /** What it serves; may be another folder from one moment to the next. */
  folder: string;
  readonly close: () => Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

/** Serves a folder with nothing but the headers that are said. */
export async function serveFiles(folder: string, headersOf: HeadersOf): Promise<FileServer> {
  const answer: RequestListener = (request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://host');
    const file = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
    response.setHeader('Content-Type', TYPES[extname(file)] ?? 'application/octet-stream');
    for (const [name, value] of Object.entries(headersOf(pathname))) response.setHeader(name, value);
    readFile(join(served.folder, decodeURIComponent(file))).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end(),
    );
  };
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const served: FileServer = {
    address: `http://127.0.0.1:${port}/`,
    folder,
    async close() {
      if (!server.listening) return;
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return served;
}
