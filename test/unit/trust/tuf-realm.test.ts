import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { serve } from '../../../src/trust-realm/serve.ts';
import { sourceOver } from '../../../src/trust/tuf-source.ts';
import { utf8 } from '../../support/bytes.ts';
import { endless } from '../../support/tuf-mirror.ts';

const PATH = 'timestamp.json';

let channel: MessageChannel;
beforeEach(() => {
  channel = new MessageChannel();
});
afterEach(() => {
  channel.port1.close();
});

/** What the other half of the realm gets, where the network answers so. */
async function read(fetch: typeof globalThis.fetch, path = PATH, maxBytes = 10): Promise<string> {
  serve(channel.port2, fetch);
  return new TextDecoder().decode(await sourceOver(channel.port1)(path, maxBytes));
}

const answer = (body: ConstructorParameters<typeof Response>[0], status = 200): typeof fetch =>
  vi.fn(() => Promise.resolve(new Response(body, { status })));

describe('the realm that may connect', () => {
  it.each([
    'timestamp.json',
    '1.root.json',
    '17.snapshot.json',
    '999999.targets.json',
    `targets/${'0a'.repeat(32)}.trusted_root.json`,
  ])('fetches %s from the one repository', async (path) => {
    const fetch = answer('text');
    expect(await read(fetch, path)).toBe('text');
    expect(fetch).toHaveBeenCalledExactlyOnceWith(`https://tuf-repo-cdn.sigstore.dev/${path}`, {
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
    });
  });

  it.each([
    '',
    '/timestamp.json',
    '//example.com/timestamp.json',
    'https://example.com/timestamp.json',
    '../timestamp.json',
    'timestamp.json?secret',
    'timestamp.json#',
    'timestamp.json\n',
    '0.root.json',
    '01.root.json',
    '1234567.root.json',
    '-1.root.json',
    'root.json',
    '1.other.json',
    `targets/${'0A'.repeat(32)}.trusted_root.json`,
    `targets/${'0a'.repeat(32)}.other.json`,
    'targets/trusted_root.json',
  ])('asks nobody for “%s”', async (path) => {
    const fetch = answer('text');
    await expect(read(fetch, path)).rejects.toThrow('tuf-network');
    expect(fetch).not.toHaveBeenCalled();
  });

  it('reads as much as is allowed', async () => {
    expect(await read(answer('0123456789'))).toBe('0123456789');
    await expect(read(answer('0123456789a'))).rejects.toThrow('tuf-size');
  });

  it('puts a body together that comes in pieces', async () => {
    const pieces = ['one', '', 'two'].map(utf8);
    const body = new ReadableStream({
      start(controller) {
        for (const piece of pieces) controller.enqueue(piece);
        controller.close();
      },
    });
    expect(await read(answer(body))).toBe('onetwo');
  });

  it('stops a body that has no end', async () => {
    const body = endless();
    await expect(read(answer(body))).rejects.toThrow('tuf-size');
  });

  it.each([404, 500])('takes an answer of %i for none', async (status) => {
    await expect(read(answer('text', status))).rejects.toThrow(`tuf-network: ${PATH}: ${status}`);
  });

  it('takes a connection that fails for no answer, at the start or in the middle', async () => {
    await expect(read(() => Promise.reject(new TypeError('Failed to fetch')))).rejects.toThrow('tuf-network');
    const broken = new ReadableStream({
      start(controller) {
        controller.enqueue(utf8('one'));
        controller.error(new TypeError('network error'));
      },
    });
    await expect(read(answer(broken))).rejects.toThrow('tuf-network');
  });

  it('answers several at a time, each its own', async () => {
    serve(channel.port2, (address) => Promise.resolve(new Response(new URL(address as string).pathname)));
    const source = sourceOver(channel.port1);
    const read = async (path: string) => new TextDecoder().decode(await source(path, 100));
    expect(await Promise.all(['1.root.json', '2.root.json', PATH].map(read))).toEqual([
      '/1.root.json',
      '/2.root.json',
      '/timestamp.json',
    ]);
  });

  it('is not believed about sizes', async () => {
    channel.port2.onmessage = ({ ports: [reply] }) => {
      reply?.postMessage({ bytes: utf8('0123456789a') });
    };
    await expect(sourceOver(channel.port1)(PATH, 10)).rejects.toThrow('tuf-size');
  });
});
