import { writeFileSync } from 'node:fs';
import { base64, flip } from '../test/support/bytes.ts';
import type { BundleJson } from '../test/support/bundle.ts';
import { createKey, pem } from '../test/support/keys.ts';
import { tinyModel } from '../test/support/model.ts';
import { type Files, signWithKey, signWithSigstore, statementFor } from '../test/support/oms.ts';
import { createInstance } from '../test/support/sigstore-instance.ts';

// Makes the samples of the page (src/app/samples/sample.ts). The keys are new each time and never leave memory.

/** What model-signing 1.1 records when the bundle is written into the model's folder. */
const IGNORED = ['model.sig', '.git', '.gitattributes', '.github', '.gitignore'];

/** The parts that both samples have. */
function common(name: string, files: Files, bundle: BundleJson, tamperedPath: string) {
  const original = files[tamperedPath];
  if (original === undefined) throw new Error(`${tamperedPath} is not in the model`);
  return {
    name,
    bundle,
    files: Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, base64(bytes)])),
    tampered: { path: tamperedPath, base64: base64(flip(original, -100)) },
  };
}

async function sigstoreSample() {
  const name = 'pipistrelle-tiny';
  const files = tinyModel(name);
  const identity = 'release@demo.assay.example';
  const issuer = 'https://accounts.demo.assay.example';
  const instance = await createInstance({ domain: 'sigstore.demo.assay.example' });
  const statement = statementFor(files, { subject: name, ignorePaths: IGNORED });
  const time = new Date('2026-10-01T09:30:00Z');
  const bundle = await signWithSigstore(statement, instance, { identity, issuer, time });
  return {
    expectation: { identity, issuer },
    trustedRoot: instance.trustedRoot,
    ...common(name, files, bundle, 'model-00002-of-00002.safetensors'),
  };
}

async function keySample() {
  const name = 'noctule-tiny';
  const files = tinyModel(name);
  const key = await createKey('P-256');
  const bundle = await signWithKey(statementFor(files, { subject: name, ignorePaths: IGNORED }), key);
  const fingerprint = bundle.verificationMaterial.publicKey?.hint;
  if (fingerprint === undefined) throw new Error('the bundle names no key');
  return {
    expectation: { fingerprint },
    publicKey: pem('PUBLIC KEY', key.spki),
    ...common(name, files, bundle, 'config.json'),
  };
}

const samples = { sigstore: await sigstoreSample(), key: await keySample() };
for (const [kind, sample] of Object.entries(samples)) {
  const text = `${JSON.stringify(sample, null, 1)}\n`;
  writeFileSync(new URL(`../src/app/samples/${kind}.json`, import.meta.url), text);
  console.log(`src/app/samples/${kind}.json: ${Buffer.byteLength(text)} bytes`);
}
