import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseBundle } from '../../../src/oms/bundle.ts';
import { verifySigstore } from '../../../src/signer/sigstore.ts';
import { entryOf, first } from '../../support/bundle.ts';
import { fromBase64, utf8 } from '../../support/bytes.ts';
import {
  type Case,
  deviate,
  type Deviation,
  importRoot,
  outcome,
  outcomeOf,
} from '../../support/deviation.ts';

// JSON that our parser reads in one way and a lenient reader in another. Our reading counts, also in the library.

/** A bundle whose text reads otherwise; the text must change. */
function text(search: string | RegExp, replacement: string): Deviation {
  return {
    text(json) {
      const changed = json.replace(search, replacement);
      if (changed === json) throw new Error(`nothing to change: ${String(search)}`);
      return changed;
    },
  };
}

/** A bundle of which one member is renamed. */
const renamed = (name: string, other: string): Deviation => text(`"${name}":`, `"${other}":`);

/** A bundle that holds the same as numbers where there are texts of numbers. */
const asNumber = (name: string, number: string): Deviation =>
  text(new RegExp(`"${name}":"(\\d+)"`), `"${name}":${number}`);

describe('a bundle', () => {
  it.each<Case>([
    // Two readings of one text.
    [
      'with a member twice',
      text('"dsseEnvelope":', '"dsseEnvelope":{},"dsseEnvelope":'),
      'json-duplicate-key in parser',
    ],
    [
      'with a member twice, once escaped',
      text('"dsseEnvelope":', '"dsse\\u0045nvelope":{},"dsseEnvelope":'),
      'json-duplicate-key in parser',
    ],
    ['with a member twice, deep inside', text('"sig":', '"sig":"","sig":'), 'json-duplicate-key in parser'],
    [
      'with a member twice that nobody reads',
      text('{"mediaType":', '{"x":1,"x":1,"mediaType":'),
      'json-duplicate-key in parser',
    ],
    ['with a byte order mark', text(/^/, '\u{feff}'), 'json-bom in parser'],
    [
      'with half a character',
      text('{"mediaType":', '{"x":"\\ud800","mediaType":'),
      'json-surrogate in parser',
    ],
    [
      'with half a character in a name',
      text('{"mediaType":', '{"\\udc00":1,"mediaType":'),
      'json-surrogate in parser',
    ],
    ['with a comment', text(/^/, '/* */'), 'json-invalid in parser'],
    ['with a comma too many', text(/\}$/, ',}'), 'json-invalid in parser'],
    ['with more behind it', text(/$/, '{}'), 'json-invalid in parser'],
    ['with a NUL behind it', text(/$/, '\0'), 'json-invalid in parser'],
    ['with a line break in a text', text('"payloadType":"', '"payloadType":"\n'), 'json-invalid in parser'],
    ['with a number that is none', text('{"mediaType":', '{"x":NaN,"mediaType":'), 'json-invalid in parser'],
    [
      'of 100 levels',
      text('{"mediaType":', `{"x":${'['.repeat(100)}${']'.repeat(100)},"mediaType":`),
      'json-too-deep in parser',
    ],

    // The same, written otherwise.
    ['with escaped names', renamed('dsseEnvelope', 'dsse\\u0045nvelope'), 'verified'],
    ['with escaped texts', text('vnd.in-toto', 'vnd\\u002ein-toto'), 'verified'],
    ['with space', text(/,"/g, ' ,\n\t "'), 'verified'],
    [
      'with null for what is absent',
      text('{"mediaType":', '{"messageSignature":null,"mediaType":'),
      'verified',
    ],
    [
      'with null for another kind of key',
      text('"certificate":', '"publicKey":null,"certificate":'),
      'verified',
    ],
    ['with a number for an index', asNumber('logIndex', '$1'), 'verified'],
    ['with a number and its fraction for an index', asNumber('logIndex', '$1.0'), 'verified'],
    ['with a number for the time', asNumber('integratedTime', '$1'), 'verified'],
    ['with members that nobody knows', text('{"mediaType":', '{"x":{"y":[1,2]},"mediaType":'), 'verified'],

    // Something else, which a lenient reader may take for the same.
    // The library makes a text of whatever stands for a number, so that a list of one would do.
    ['with a list of one time', asNumber('integratedTime', '["$1"]'), 'bundle-malformed in parser'],
    ['with a number beyond all', asNumber('integratedTime', '1e400'), 'bundle-malformed in parser'],
    ['with a number with an exponent', asNumber('integratedTime', '1e30'), 'bundle-malformed in parser'],
    ['with a list of two times', asNumber('integratedTime', '["$1","$1"]'), 'bundle-malformed in parser'],
    ['with a fraction for the time', asNumber('integratedTime', '$1.5'), 'bundle-malformed in parser'],
    ['with true for the time', asNumber('integratedTime', 'true'), 'bundle-malformed in parser'],
    [
      'with space in a number',
      text('"integratedTime":"', '"integratedTime":" '),
      'bundle-malformed in parser',
    ],
    [
      'with a plus before a number',
      text('"integratedTime":"', '"integratedTime":"+'),
      'bundle-malformed in parser',
    ],
    [
      'with a zero before a number',
      text('"integratedTime":"', '"integratedTime":"0'),
      'bundle-malformed in parser',
    ],
    [
      'with another spelling of a name',
      renamed('dsseEnvelope', 'dsse_envelope'),
      'content-missing in parser',
    ],
    ['with capitals in a name', renamed('dsseEnvelope', 'DsseEnvelope'), 'content-missing in parser'],
    [
      'with its content inherited',
      text('"dsseEnvelope":', '"__proto__":{"x":1},"dsse":'),
      'content-missing in parser',
    ],
    [
      'with its material inherited',
      text('"certificate":', '"__proto__":{},"constructor":'),
      'material-missing in parser',
    ],
    [
      'with entries under another spelling',
      renamed('tlogEntries', 'tlog_entries'),
      'sigstore-log-missing in log-entry',
    ],
    [
      'with null for its entries',
      text(/"tlogEntries":\[.*?\],"time/, '"tlogEntries":null,"time'),
      'sigstore-log-missing in log-entry',
    ],
    [
      'with entries by number',
      text(/"tlogEntries":\[(.*?)\],"time/, '"tlogEntries":{"0":$1,"length":1},"time'),
      'bundle-malformed in parser',
    ],
    ['with null for an entry', text('"tlogEntries":[', '"tlogEntries":[null,'), 'bundle-malformed in bundle'],
    ['with null for the log', text(/"logId":\{.*?\}/, '"logId":null'), 'bundle-malformed in bundle'],
    [
      'with null for a kind',
      text(/"kindVersion":\{.*?\}/, '"kindVersion":null'),
      'bundle-malformed in bundle',
    ],
    [
      'with null for a proof',
      text(/"inclusionProof":\{.*?\}\}/, '"inclusionProof":null'),
      'sigstore-log in bundle',
    ],
    [
      'with a text for a proof',
      text(/"inclusionProof":\{.*?\}\}/, '"inclusionProof":"yes"'),
      'bundle-malformed in parser',
    ],
    ['with a number for the payload', text(/"payload":"[^"]*"/, '"payload":1'), 'bundle-malformed in parser'],
    ['with bytes by number', text(/"payload":"[^"]*"/, '"payload":[123,125]'), 'bundle-malformed in parser'],
    [
      'with a list for the certificate',
      text(/"rawBytes":"([^"]*)"/, '"rawBytes":["$1"]'),
      'bundle-malformed in parser',
    ],
    ['with a number for a key id', text('"sig":', '"keyid":1,"sig":'), 'bundle-malformed in parser'],
    ['with space in base64', text('"sig":"', '"sig":" '), 'bundle-base64 in parser'],
    ['with a line break in base64', text('"payload":"', '"payload":"\\n'), 'bundle-base64 in parser'],
    ['with more behind base64', text(/"payload":"([^"]*)"/, '"payload":"$1===="'), 'bundle-base64 in parser'],
    ['with junk behind the media type', text('v0.3+json', 'v0.3+json;x=1'), 'bundle-media-type in parser'],
    [
      'with a list of one media type',
      text(/"mediaType":("[^"]*")/, '"mediaType":[$1]'),
      'bundle-media-type in parser',
    ],
  ])('%s', async (_what, deviation, expected) => {
    expect(await outcomeOf(deviation)).toBe(expected);
  });
});

describe('a log entry’s body, which is text inside the bundle', () => {
  const body = (search: string | RegExp, replacement: string): Deviation => ({
    sign: ({ rekor }) => ({
      log: async (content, time) => [
        await rekor.append(content, time, JSON.stringify(content).replace(search, replacement)),
      ],
    }),
  });
  it.each<Case>([
    ['with space', body(/,"/g, ', "'), 'verified'],
    ['with members that nobody knows', body('"spec":{', '"spec":{"x":1,'), 'verified'],
    [
      'with a signature twice',
      body('"signature":', '"signature":"","signature":'),
      'sigstore-log-entry in log-entry',
    ],
    [
      'with a signature twice, once escaped',
      body('"signature":', '"sign\\u0061ture":"","signature":'),
      'sigstore-log-entry in log-entry',
    ],
    ['with two kinds', body('"kind":', '"kind":"hashedrekord","kind":'), 'sigstore-log-entry in log-entry'],
    ['with a byte order mark', body(/^/, '\u{feff}'), 'sigstore-log-entry in log-entry'],
    ['with half a character', body('"spec":{', '"spec":{"x":"\\ud800",'), 'sigstore-log-entry in log-entry'],
    ['with more behind it', body(/$/, '{}'), 'sigstore-log-entry in log-entry'],
    ['with null for its content', body(/"spec":.*$/, '"spec":null}'), 'sigstore-log-entry in log-entry'],
    [
      'with signatures by number',
      body(/"signatures":\[(.*)\]/, '"signatures":{"0":$1,"length":1}'),
      'sigstore-log-entry in log-entry',
    ],
    ['of no text', body(/^.*$/, ''), 'sigstore-log-entry in log-entry'],
    [
      'of 1,000 levels',
      body('"spec":{', `"spec":{"x":${'['.repeat(1000)}${']'.repeat(1000)},`),
      'sigstore-log-entry in log-entry',
    ],
  ])('%s', async (_what, deviation, expected) => {
    expect(await outcomeOf(deviation)).toBe(expected);
  });
});

describe('the library', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('reads no JSON by itself but the body of the log entry', async () => {
    const { bundle, text: json, trustedRoot } = await deviate({});
    const root = importRoot(JSON.stringify(trustedRoot));
    const parse = vi.spyOn(JSON, 'parse');
    const parsed = parseBundle(utf8(json));
    const result = parsed.ok ? outcome(verifySigstore(parsed.value, root)) : parsed.problem.code;
    const read = parse.mock.calls.map(([argument]) => argument);
    parse.mockRestore();
    expect(result).toBe('verified');
    expect(read).toEqual([new TextDecoder().decode(fromBase64(entryOf(bundle).canonicalizedBody))]);
  });

  it('verifies what we read: with another text beside our reading, ours counts', async () => {
    const { text: json, trustedRoot } = await deviate({});
    const parsed = parseBundle(utf8(json));
    if (!parsed.ok) throw new Error(parsed.problem.code);
    const root = importRoot(JSON.stringify(trustedRoot));
    const { envelope, material } = parsed.value;
    if (material.method !== 'sigstore') throw new Error(material.method);
    const other = utf8('another');
    const readings = [
      { ...parsed.value, envelope: { ...envelope, payload: other } },
      { ...parsed.value, envelope: { ...envelope, payloadType: 'text/plain' } },
      { ...parsed.value, envelope: { ...envelope, signature: other } },
      { ...parsed.value, material: { ...material, certificate: other } },
    ];
    expect(readings.map((reading) => outcome(verifySigstore(reading, root)))).toEqual(
      readings.map(() => 'bundle-malformed in bundle'),
    );
    expect(first(readings).json).toBe(parsed.value.json);
  });
});
