import { Refusal } from '../oms/error.ts';

/**
 * Reads a file of a TUF repository, such as `timestamp.json`.
 * @throws {Refusal} `tuf-network` if it cannot be had, `tuf-size` if it has more bytes than `maxBytes`
 */
export type TufSource = (path: string, maxBytes: number) => Promise<Uint8Array>;

/** What the realm that may connect is asked for, each time with a port to answer on. */
export interface RealmRequest {
  readonly path: string;
  readonly maxBytes: number;
}

/** What it answers. */
export type RealmAnswer =
  | { readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly code: 'tuf-network' | 'tuf-size'; readonly detail: string };

/** The repository behind a port that the realm serves. It waits for as long as the realm does. */
export function sourceOver(port: MessagePort): TufSource {
  return async (path, maxBytes) => {
    const { port1: answers, port2: reply } = new MessageChannel();
    const answered = new Promise<RealmAnswer>((resolve) => {
      answers.onmessage = ({ data }: MessageEvent<RealmAnswer>) => {
        resolve(data);
      };
    });
    const request: RealmRequest = { path, maxBytes };
    port.postMessage(request, [reply]);
    const answer = await answered;
    answers.close();
    if ('code' in answer) throw new Refusal(answer.code, answer.detail);
    if (answer.bytes.length > maxBytes) throw new Refusal('tuf-size', path);
    return answer.bytes;
  };
}
