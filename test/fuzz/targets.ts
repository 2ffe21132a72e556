import { bytesToHex } from '@noble/hashes/utils.js';
import { fieldsOf } from '../../src/link/fields.ts';
import { frame } from '../../src/link/frame.ts';
import { parseLink } from '../../src/link/link.ts';
import { foldBundle, unfoldBundle } from '../../src/link/packed-bundle.ts';
import { writeParameters } from '../../src/link/parameters.ts';
import { parseBundle } from '../../src/oms/bundle.ts';
import { cover } from '../../src/oms/compare.ts';
import { attempt, type Result } from '../../src/oms/error.ts';
import { ignoreRules } from '../../src/oms/ignore.ts';
import { type Json, parseJson } from '../../src/oms/json.ts';
import type { Manifest } from '../../src/oms/manifest.ts';
import { ancestry, checkName, lookAlikeKey, SINGLE_FILE } from '../../src/oms/paths.ts';
import { parseStatement } from '../../src/oms/statement.ts';
import { isVisible } from '../../src/oms/visible.ts';
import { jsonText } from '../../src/report/json.ts';
import { type Outline, outlineOf } from '../../src/report/outline.ts';
import { readReport } from '../../src/report/read.ts';
import { escapeText } from '../../src/report/text.ts';
import { summaryOf } from '../../src/signer/certificate-summary.ts';
import { inspectBundle } from '../../src/signer/claim.ts';
import { type BundleDescription, describeBundle } from '../../src/signer/describe.ts';
import { canonicalPem, readCertificates, readPublicKey } from '../../src/signer/pem.ts';
import { parsePublicKey } from '../../src/signer/public-key.ts';
import { checkSignature } from '../../src/signer/signature.ts';
import { checkLeafUsage, sigstoreSigner } from '../../src/signer/sigstore-leaf.ts';
import { verifySigstoreProfile } from '../../src/signer/sigstore-profile.ts';
import { parseTimestamps } from '../../src/signer/sigstore-time.ts';
import { type Certificate, parseCertificate } from '../../src/signer/x509-certificate.ts';
import { findPath } from '../../src/signer/x509-path.ts';
import { loadTrustRoot } from '../../src/trust/trusted-root.ts';
import { type Bytes, fromBase64, utf8 } from '../support/bytes.ts';
import type { Corpus } from './corpus.ts';
import { complain, joined, type Outcome, refusal, type Target } from './target.ts';

/** What a {@link Result} says about an input; `judge` looks closer at a value. */
function judged<T>(result: Result<T>, judge: (value: T) => Outcome = () => 'accepted'): Outcome {
  return result.ok ? judge(result.value) : refusal(result.problem);
}

const text = (bytes: Bytes): string => new TextDecoder().decode(bytes);

/** Every place where input of strangers comes in. */
export function targetsFor(corpus: Corpus): readonly Target[] {
  const { bundles, certificates, links, paths, pems, reports, statements, texts, timestamps, trustedRoots } =
    corpus;
  return [
    { name: 'json', form: 'json', seeds: [...bundles, ...statements], run: json },
    { name: 'bundle', form: 'json', seeds: bundles, run: bundle },
    { name: 'layers', form: 'json', seeds: bundles, run: (input) => layers(input, corpus) },
    { name: 'statement', form: 'json', seeds: statements, run: statement },
    { name: 'pem', form: 'text', seeds: pems, run: pem },
    { name: 'certificate', form: 'der', seeds: certificates, run: certificate },
    { name: 'path', form: 'json', seeds: paths, run: (input) => path(input, corpus) },
    { name: 'timestamp', form: 'der', seeds: timestamps, run: timestamp },
    { name: 'trusted-root', form: 'json', seeds: trustedRoots, run: trustedRoot },
    { name: 'text', form: 'text', seeds: texts, run: lines },
    { name: 'link', form: 'text', seeds: links, run: link },
    { name: 'report', form: 'json', seeds: reports, run: report },
    { name: 'folded-bundle', form: 'text', seeds: bundles.flatMap(folded), run: unfolded },
    { name: 'signature', form: 'json', seeds: bundles, run: (input) => signature(input, corpus) },
    { name: 'profile', form: 'json', seeds: bundles, run: (input) => profile(input, corpus) },
  ];
}

/** What we accept, `JSON.parse` accepts too and reads alike. */
function json(input: Bytes): Outcome {
  return judged(
    attempt(() => parseJson(input)),
    (value: Json) =>
      JSON.stringify(value) === JSON.stringify(JSON.parse(text(input)))
        ? 'accepted'
        : complain('JSON.parse reads another value'),
  );
}

function bundle(input: Bytes): Outcome {
  return judged(parseBundle(input), (value) => judged(inspectBundle(value)));
}

/** Most that the description of a bundle may have, as JSON, in characters. */
const MAX_DESCRIPTION = 16 * 1024 * 1024;

/** Every layer of whatever is a bundle can be shown, or says by a code why not; it may go to a page, and is bounded. */
function layers(input: Bytes, { trustRoots }: Corpus): Outcome {
  return judged(parseBundle(input), (parsed) => {
    const described = describeBundle(parsed, trustRoots[0]);
    structuredClone(described);
    const { length } = JSON.stringify(described);
    if (length > MAX_DESCRIPTION) return complain(`a description of ${length} characters`);
    const complaint = results(described)
      .map((result) => (result.ok ? 'accepted' : refusal(result.problem)))
      .find((outcome) => typeof outcome === 'object');
    return complaint ?? 'accepted';
  });
}

/** What may be unreadable of a bundle. */
function results({ chain, entries, key, statement, timestamps }: BundleDescription): Result<unknown>[] {
  return [
    ...chain.flatMap(({ certificate }) =>
      certificate.ok
        ? [
            ...certificate.value.extensions.map(({ value }) => value),
            ...(certificate.value.promises ? [certificate.value.promises] : []),
          ]
        : [certificate],
    ),
    ...entries.flatMap((entry) =>
      entry.ok
        ? [entry.value.body, entry.value.proof, entry.value.checkpoint].filter((part) => part !== undefined)
        : [entry],
    ),
    ...(key?.embedded ? [key.embedded.key] : []),
    statement,
    ...timestamps,
  ];
}

function statement(input: Bytes): Outcome {
  return judged(parseStatement(input), manifestOutcome);
}

/** A manifest that was accepted names each file once, safely, and leaves no byte of it out; it can be compared. */
function manifestOutcome(manifest: Manifest): Outcome {
  const { files, ignorePaths } = manifest;
  if (new Set(files.map((file) => file.path)).size !== files.length) return complain('one path twice');
  for (const file of files) {
    const parts = file.path.split('/');
    const alone = file.path === SINGLE_FILE && files.length === 1;
    if (!alone && parts.some((part) => ['', '.', '..'].includes(part) || part.includes('\0')))
      return complain(`the path ${JSON.stringify(file.path)}`);
    const ends = file.shards?.map(({ end }) => end) ?? [];
    if (file.shards?.some(({ start, end }, i) => start !== (ends[i - 1] ?? 0) || end <= start))
      return complain(`shards that do not join: ${JSON.stringify(file.shards)}`);
  }
  const entries = files
    .slice(0, 50)
    .map((file) => ({ path: file.path, size: file.shards?.at(-1)?.end ?? 1 }));
  const extra = { path: 'not signed.bin', size: 1 };
  const { present, findings } = cover(
    manifest,
    { kind: 'folder', entries: [...entries, extra], unreadable: [] },
    ignoreRules(ignorePaths, [], undefined),
  );
  const judgedPaths = [
    ...present.map(({ signed }) => signed.path),
    ...findings.map((finding) => finding.path),
  ];
  const missing = files.find((file) => !judgedPaths.includes(file.path));
  return missing ? complain(`nothing is said about ${JSON.stringify(missing.path)}`) : 'accepted';
}

/** A key that was read is the same after it was written; certificates may be anything yet. */
function pem(input: Bytes): Outcome {
  const source = text(input);
  return joined([
    judged(readCertificates(source)),
    judged(readPublicKey(source), ({ key, fingerprint }) => {
      const again = readPublicKey(canonicalPem(key));
      return again.ok && again.value.fingerprint === fingerprint ? 'accepted' : complain('another key');
    }),
  ]);
}

function certificate(input: Bytes): Outcome {
  const key = attempt(() => parsePublicKey(input));
  return joined([
    judged(key),
    judged(
      attempt(() => parseCertificate(input)),
      (parsed) => {
        escapeText(summaryOf(parsed).subject);
        return joined([
          'accepted',
          judged(attempt(() => sigstoreSigner(input))),
          judged(
            attempt(() => {
              checkLeafUsage(parsed);
            }),
          ),
          judged(parsed.key),
          judged(parsed.algorithm),
        ]);
      },
    ),
  ]);
}

function timestamp(input: Bytes): Outcome {
  return judged(attempt(() => parseTimestamps([input])));
}

/** A path that holds runs from the leaf to one of the roots, over certificates that somebody really issued. */
function path(input: Bytes, { issued, options }: Corpus): Outcome {
  const seed = readPath(input);
  if (seed === undefined) return 'refused';
  const { leaf, chain, roots } = seed;
  return judged(findPath(leaf, [...chain, ...roots], roots, options.now), (found) => {
    if (found[0] !== leaf) return complain('a path from another leaf');
    const end = found.at(-1) ?? leaf;
    if (!roots.some(({ fingerprint }) => fingerprint === end.fingerprint))
      return complain('a path to something that is no root');
    const forged = found.find(({ signed }) => !issued.has(bytesToHex(signed)));
    return forged ? complain('a path over a certificate that nobody issued') : 'accepted';
  });
}

interface PathInput {
  readonly leaf: Certificate;
  readonly chain: readonly Certificate[];
  readonly roots: readonly Certificate[];
}

const MAX_CHAIN = 32;

/** The certificates of an input, those that cannot be read left out; undefined without a leaf. */
function readPath(input: Bytes): PathInput | undefined {
  const document = attempt(() => parseJson(input));
  if (!document.ok || typeof document.value !== 'object' || document.value === null) return undefined;
  const { leaf, chain, roots } = document.value as Partial<Record<string, Json>>;
  const certificatesOf = (value: Json | undefined): Certificate[] =>
    (Array.isArray(value) ? (value as readonly Json[]) : [value]).slice(0, MAX_CHAIN).flatMap((each) => {
      const parsed = attempt(() => parseCertificate(fromBase64(typeof each === 'string' ? each : '')));
      return parsed.ok ? [parsed.value] : [];
    });
  const [first] = certificatesOf(leaf);
  return first && { leaf: first, chain: certificatesOf(chain), roots: certificatesOf(roots) };
}

function trustedRoot(input: Bytes): Outcome {
  const source = { kind: 'imported', name: 'a', origin: 'file', json: text(input) } as const;
  return judged(
    attempt(() => loadTrustRoot(source)),
    ({ material: { certificateAuthorities, timestampAuthorities } }) =>
      certificateAuthorities.length + timestampAuthorities.length > 0
        ? 'accepted'
        : complain('a root without an authority'),
  );
}

/** A report that was read can be laid out, shows nothing that does not show as our own words, and is the same read again. */
function report(input: Bytes): Outcome {
  return judged(readReport(input), (document) => {
    const hidden = ownWords(outlineOf(document)).find((words) => !isVisible(words));
    if (hidden !== undefined) return complain(`as our own words: ${JSON.stringify(hidden)}`);
    const again = readReport(utf8(jsonText(document)));
    return again.ok && jsonText(again.value) === jsonText(document) ? 'accepted' : complain('another report');
  });
}

/** What a form of a report shows as it stands; hostile text stands in quotes, which are escaped. */
function ownWords({ headline, qualifiers, sections, title }: Outline): string[] {
  const texts = [title, headline, ...qualifiers];
  for (const { facts = [], items = [], table } of sections) {
    texts.push(...facts.map(([, value]) => value), ...items, ...(table?.rows.flat() ?? []));
  }
  return texts.flat().filter((part) => typeof part === 'string');
}

/** Lines as names, as an ignore list, and as text to show. */
function lines(input: Bytes): Outcome {
  const source = text(input);
  const entries = source.split('\n');
  const rules = ignoreRules(entries, entries.slice(0, 1), entries[1]);
  return joined(
    entries.slice(0, 200).map((entry) => {
      const rule = rules.covering(entry);
      if (rule && rule.path !== entry && !entry.startsWith(`${rule.path}/`))
        return complain(`the rule ${JSON.stringify(rule.path)} covers ${JSON.stringify(entry)}`);
      if (/[\p{C}\p{Zl}\p{Zp}]/u.test(escapeText(entry))) return complain('an invisible character is shown');
      lookAlikeKey(entry);
      if ([...ancestry(entry)].at(-1) !== entry) return complain('the parents do not end in the path');
      return judged(
        attempt(() => {
          checkName(entry);
        }),
      );
    }),
  );
}

/** A link says what its writer would write, and nothing that does not show. */
function link(input: Bytes): Outcome {
  const source = text(input);
  return joined([
    judged(attempt(() => parseLink(source))),
    judged(
      attempt(() => parseLink(frame(source))),
      ({ expectation, packed }) => {
        const written = writeParameters(fieldsOf(expectation));
        if (source !== written && !(packed && source.startsWith(`${written}&`)))
          return complain('another link');
        return isVisible(JSON.stringify(expectation)) ? 'accepted' : complain('an invisible character');
      },
    ),
  ]);
}

/** A bundle as it is packed, if it is one at all. */
function folded(input: Bytes): Bytes[] {
  const result = attempt(() => foldBundle(input));
  return result.ok ? [result.value] : [];
}

/** What comes of a packed bundle is hardly larger than it. */
function unfolded(input: Bytes): Outcome {
  return judged(
    attempt(() => unfoldBundle(input)),
    ({ length }) => (length > 1.5 * input.length + 4 ? complain(`${length} bytes`) : 'accepted'),
  );
}

/** A signature that holds is over a payload that somebody signed. */
function signature(input: Bytes, { keys, options, signedPayloads, trustRoots }: Corpus): Outcome {
  const parsed = parseBundle(input);
  if (!parsed.ok) return refusal(parsed.problem);
  const [root] = trustRoots;
  if (root === undefined) return complain('no trust root to check with');
  const { method } = parsed.value.material;
  const ways =
    method === 'sigstore'
      ? trustRoots.map((trustRoot) => ({ options, trustRoot }))
      : method === 'key'
        ? keys.map((publicKey) => ({ options: { ...options, publicKey }, trustRoot: root }))
        : [{ options, trustRoot: root }];
  return joined(
    ways.map((way) => {
      const result = checkSignature(parsed.value, way.options, () => way.trustRoot);
      if (!result.ok) return refusal(result.problem);
      return signedPayloads.has(result.statementDigest)
        ? manifestOutcome(result.manifest)
        : complain(`a payload that nobody signed: ${result.statementDigest}`);
    }),
  );
}

function profile(input: Bytes, { keys, trustRoots }: Corpus): Outcome {
  const artifact = utf8('artifact');
  return joined(
    trustRoots.flatMap((root) =>
      [undefined, keys[0]].map((key) => judged(verifySigstoreProfile(input, { artifact }, root, key))),
    ),
  );
}
