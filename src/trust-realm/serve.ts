import type { RealmAnswer, RealmRequest } from '../trust/tuf-source.ts';

/** The one place on the network that Assay connects to: the TUF repository of the public-good Sigstore instance. */
export const REPOSITORY = 'https://tuf-repo-cdn.sigstore.dev/';

/** The files of it that may be asked for. Nothing in such a name can carry anything away. */
const FILE =
  /^(?:timestamp|[1-9]\d{0,5}\.(?:root|snapshot|targets))\.json$|^targets\/[0-9a-f]{64}\.trusted_root\.json$/;

/** Reads the files that are asked for over `port`, and answers each on the port that came with it. */
export function serve(port: MessagePort, fetch: typeof globalThis.fetch): void {
  port.onmessage = ({ data, ports: [reply] }: MessageEvent<RealmRequest>) => {
    void answerTo(data, fetch).then((answer) => {
      reply?.postMessage(answer);
    });
  };
}

async function answerTo(
  { path, maxBytes }: RealmRequest,
  fetch: typeof globalThis.fetch,
): Promise<RealmAnswer> {
  if (!FILE.test(path)) return { code: 'tuf-network', detail: `${path} is not a file of the repository` };
  try {
    const response = await fetch(REPOSITORY + path, {
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
    });
    if (!response.ok || !response.body) return { code: 'tuf-network', detail: `${path}: ${response.status}` };
    const bytes = await readAtMost(response.body, maxBytes);
    return bytes ? { bytes } : { code: 'tuf-size', detail: `${path} has more than ${maxBytes} bytes` };
  } catch (thrown) {
    return { code: 'tuf-network', detail: `${path}: ${String(thrown)}` };
  }
}

/** All bytes of a stream, which may never end; undefined if there are more than `most`. */
export async function readAtMost(
  stream: ReadableStream<Uint8Array>,
  most: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
