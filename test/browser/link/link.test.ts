import { base64urlnopad } from '@scure/base';
import { describe, expect, it } from 'vitest';
import { readLink, writeLink } from '../../../src/link/link.ts';
import { expectationOf, linkExpectationOf } from '../../../src/link/expected.ts';
import { fieldsOf } from '../../../src/link/fields.ts';
import { frame } from '../../../src/link/frame.ts';
import { writeParameters } from '../../../src/link/parameters.ts';
import { parseBundle } from '../../../src/oms/bundle.ts';
import { unwrap } from '../../../src/oms/error.ts';
import { checkSignature } from '../../../src/signer/signature.ts';
import { loadTrustRoot } from '../../../src/trust/trusted-root.ts';
import { utf8 } from '../../support/bytes.ts';
import { ORDINARY } from '../../support/link.ts';
import { signWithSigstore, statementFor } from '../../support/oms.ts';
import { createInstance } from '../../support/sigstore-instance.ts';

/** Raw deflate of very many zeros, by the browser itself. */
async function bomb(): Promise<Uint8Array> {
  const zeros = new Blob([new Uint8Array(8 * 1024 * 1024)]).stream();
  return new Uint8Array(
    await new Response(zeros.pipeThrough(new CompressionStream('deflate-raw'))).arrayBuffer(),
  );
}

/** A link that holds these bytes as its packed bundle. */
const holding = (packed: Uint8Array): string =>
  frame(`${writeParameters(fieldsOf(ORDINARY))}&inline=${base64urlnopad.encode(packed)}`);

describe('a link in a browser', () => {
  it('holds a Sigstore bundle that verifies as before, and says whom it is by', async () => {
    const instance = await createInstance();
    const who = { identity: 'signer@example.com', issuer: 'https://accounts.example.com' };
    const bundle = utf8(
      JSON.stringify(await signWithSigstore(statementFor({ a: utf8('a') }), instance, who)),
    );
    const source = {
      kind: 'imported',
      name: 'root',
      origin: 'file',
      json: JSON.stringify(instance.trustedRoot),
    } as const;
    const check = (bytes: Uint8Array) =>
      checkSignature(unwrap(parseBundle(bytes)), { trustRoot: source, judgeAt: 'now', now: 0 }, () =>
        loadTrustRoot(source),
      );
    const signature = check(bundle);
    if (!signature.ok) throw new Error(signature.problem.code);

    const expectation = linkExpectationOf(signature, true);
    const link = unwrap(await writeLink({ expectation, bundle }, 'https://assay.example/'));
    const read = unwrap(await readLink(new URL(link).hash));
    expect(read).toEqual({ expectation, bundle });
    expect(check(read.bundle ?? new Uint8Array())).toEqual(signature);
    expect(expectationOf(read.expectation, 'link', {})).toMatchObject({
      method: 'sigstore',
      ...who,
      origin: 'link',
      trustRoot: signature.trustRoot?.sha256,
      statement: signature.statementDigest,
    });
  });

  it('is refused as soon as it unpacks to too much, and where it cannot be unpacked', async () => {
    const codes = await Promise.all(
      [await bomb(), (await bomb()).subarray(0, 100), utf8('noise')].map(async (packed) => {
        const read = await readLink(holding(packed));
        return read.ok ? 'accepted' : read.problem.code;
      }),
    );
    expect(codes).toEqual(['link-too-large', 'link-malformed', 'link-malformed']);
  });
});
