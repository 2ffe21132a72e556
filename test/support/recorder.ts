import { createSocket } from 'node:dgram';
import { generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { createCertificate } from './certificate.ts';
import { pem } from './keys.ts';

/** What a host answers. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/**
 * The whole network as a browser sees it that has this for its proxy: every name leads here, and whatever is asked for is
 * written down.
 */
export interface Recorder {
  /** The proxy’s address, for a browser that takes every certificate. */
  readonly proxy: string;
  /** Ports of 127.0.0.1 that write down what they get, since neither of the two goes by a proxy: their names stand in `asked`. */
  readonly udp: Readonly<Record<'stun' | 'quic', number>>;
  /** `METHOD ADDRESS`; `CONNECT HOST:PORT` for each connection through the proxy, and the names above. */
  readonly asked: readonly string[];
  readonly close: () => Promise<void>;
}

/**
 * Starts to record.
 *
 * @param answer what is answered to a request
 */
export async function startRecorder(answer: (address: URL) => Promise<Answer>): Promise<Recorder> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const listener: RequestListener = (request, response) => {
    const address = addressOf(request);
    asked.push(`${request.method ?? ''} ${address.href}`);
    void answer(address).then(({ status = 200, headers, body }) => {
      response.writeHead(status, { ...headers }).end(body);
    });
  };
  const onUpgrade = (request: IncomingMessage, socket: Socket): void => {
    asked.push(`UPGRADE ${addressOf(request).href}`);
    socket.destroy();
  };
  const plain = createServer(listener).on('upgrade', onUpgrade);
  const secure = createSecureServer(await selfSigned(), listener).on('upgrade', onUpgrade);
  plain.on('connect', ({ url = '' }, socket: Socket) => {
    asked.push(`CONNECT ${url}`);
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    (url.endsWith(':443') ? secure : plain).emit('connection', socket);
  });
  plain.on('connection', (socket: Socket) => {
    sockets.add(socket.on('error', () => socket.destroy()));
  });
  const stun = await listenUdp(() => asked.push('stun'));
  const quic = await listenUdp(() => asked.push('quic'));
  plain.listen(0, '127.0.0.1');
  await once(plain, 'listening');
  return {
    proxy: `http://127.0.0.1:${portOf(plain)}`,
    udp: { stun: stun.address().port, quic: quic.address().port },
    asked,
    async close() {
      stun.close();
      quic.close();
      for (const socket of sockets) socket.destroy();
      plain.close();
      await once(plain, 'close');
    },
  };
}

function addressOf({ headers, socket, url = '' }: IncomingMessage): URL {
  const scheme = 'encrypted' in socket ? 'https' : 'http';
  return new URL(url, `${scheme}://${headers.host ?? ''}`);
}

async function listenUdp(onPacket: () => void) {
  const socket = createSocket('udp4', onPacket).bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

/** A certificate for no name at all, with its key. */
async function selfSigned(): Promise<{ readonly key: string; readonly cert: string }> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { der } = await createCertificate({
    subject: { CN: 'Every host' },
    key: {
      type: 'P-256',
      hash: 'SHA-256',
      spki: Uint8Array.from(publicKey.export({ type: 'spki', format: 'der' })),
      sign: (data) => Promise.resolve(Uint8Array.from(sign('sha256', data, privateKey))),
    },
  });
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pem('CERTIFICATE', der),
  };
}
