/**
 * Assay against the reference implementation: models that the reference signs, changed at random, judged by both.
 * Every disagreement must be one of `difference.ts`, and each of those is shown to exist.
 *
 * `ASSAY_SEED` repeats the choices of a run (without it each is new, but in CI), `ASSAY_INTEROP_CASES` says how many cases
 * there are; `-t 'case 17$'` runs one. Keys are new in each run.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STATES } from '../../src/verify/verdict.ts';
import { Batch } from '../conformance/batch.ts';
import { verify } from './assay.ts';
import { DIFFERENCES, differenceOf } from './difference.ts';
import { Material } from './material.ts';
import { MUTATIONS, mutationNamed } from './mutation.ts';
import { agree, describeOutcome, isYes, type Outcome, play } from './outcome.ts';
import { Random } from './random.ts';
import { Reference } from './reference.ts';
import { PLAIN, randomPlan, sign, stage } from './scene.ts';

const SEED = process.env.ASSAY_SEED ?? (process.env.CI === undefined ? String(Date.now()) : 'ci');
const CASES = Number(process.env.ASSAY_INTEROP_CASES ?? 150);
/** Every so many-th case is asked of the built page as well, which takes a second or more. */
const PAGE_EVERY = 10;

const reference =
  process.platform === 'linux'
    ? Reference.open()
    : 'needs a file system that keeps every name as it is, as on Linux';

if (typeof reference === 'string') {
  describe('the reference implementation', () => {
    it.skip(reference);
  });
} else against(reference);

function against(reference: Reference): void {
  const scratch = mkdtempSync(join(tmpdir(), 'assay-interop-'));
  const material = new Material(join(scratch, 'material'));
  const batch = new Batch();
  const figures = new Map<string, number>();
  const count = (what: string): void => void figures.set(what, (figures.get(what) ?? 0) + 1);
  const world = (name: string) => ({
    ...{ folder: join(scratch, name), material, reference },
    random: new Random(`${SEED} ${name}`),
  });

  beforeAll(() => {
    console.log(`ASSAY_SEED=${SEED} ASSAY_INTEROP_CASES=${CASES}`);
  });
  afterAll(async () => {
    rmSync(scratch, { recursive: true, force: true });
    console.log(
      [...figures]
        .sort()
        .map(([what, times]) => `${String(times).padStart(5)}  ${what}`)
        .join('\n'),
    );
    expect([await batch.close(), await reference.close()]).toEqual([0, 0]);
  });

  describe('agrees with the reference, or differs as it is meant to', () => {
    it.each(Array.from({ length: CASES }, (_, i) => i))('case %i', async (i) => {
      const here = world(`case ${i}`);
      const { random, folder } = here;
      const plan = randomPlan(random);
      const changes = random.pick([0, 1, 1, 1, 2]);
      const mutations = Array.from({ length: changes }, () => random.pick(random.pick(MUTATIONS)));
      const outcome = await play(plan, mutations, here);
      const difference = agree(outcome) ? undefined : differenceOf(outcome);
      count(difference ? `differs: ${difference.id}` : `agrees: ${isYes(outcome) ? 'yes' : 'no'}`);
      if (outcome.ours.state === 'unconfirmed') count(`unconfirmed: ${outcome.ours.code}`);
      expect(agree(outcome) || difference, describeOutcome(outcome)).toBeTruthy();
      if (i % PAGE_EVERY === 0) {
        count('asked of the page');
        await expectSameOfPage(batch, outcome);
      }
      rmSync(folder, { recursive: true, force: true });
    });

    it('and the cases are of both kinds', () => {
      // A filter may have left too few to tell.
      const yes = figures.get('agrees: yes') ?? 0;
      const no = figures.get('agrees: no') ?? 0;
      if (yes + no >= 50) expect(Math.min(yes, no)).toBeGreaterThan((yes + no) / 10);
    });
  });

  describe('differs', () => {
    it.each(DIFFERENCES.map((difference) => [difference.id, difference] as const))(
      '%s',
      async (id, { assay, example }) => {
        const plan = { ...PLAIN, ...example.plan };
        const outcome = await play(plan, example.mutations.map(mutationNamed), world(id));
        expect(outcome.applied).toEqual(example.mutations);
        expect(isYes(outcome), describeOutcome(outcome)).toBe(assay === 'laxer');
        expect(outcome.theirs.ok, describeOutcome(outcome)).toBe(assay === 'stricter');
        expect(differenceOf(outcome)?.id, describeOutcome(outcome)).toBe(id);
      },
    );
  });

  describe('agrees with the command line client', () => {
    it.each([
      ['a key', 'key', 'P-256', 'folder'],
      ['a key, for one file', 'key', 'P-521', 'file'],
      ['a certificate', 'sound', 'P-384', 'folder'],
    ] as const)('about %s', async (title, signer, curve, kind) => {
      const { folder, random } = world(`command line, ${title}`);
      mkdirSync(folder, { recursive: true });
      const files = kind === 'file' ? new Map([['model.bin', random.bytes(50)]]) : PLAIN.files;
      const plan = { ...PLAIN, signer, curve, kind, files, bundleInside: kind === 'folder' };
      const scene = await sign(plan, folder, material, reference);
      const { check } = stage(scene, folder);
      const { key, identity } = scene;
      const method = identity ? 'certificate' : 'key';
      const chain = identity?.files.slice(1).flatMap((file) => ['--certificate_chain', file]) ?? [];
      const signing = [
        ...['--signature', check.bundle, '--private_key', key.privateKeyFile],
        ...(identity ? ['--signing_certificate', identity.files[0], ...chain] : []),
      ];
      const verifying = [
        ...['verify', method, check.model, '--signature', check.bundle],
        ...(identity
          ? ['--certificate_chain', identity.files.at(-1) ?? '']
          : ['--public_key', key.publicKeyFile]),
      ];
      // The library's: from here on the client's own counts.
      rmSync(check.bundle);
      expect(reference.run('sign', method, check.model, ...signing)).toBe(0);
      expect(reference.run(...verifying)).toBe(0);
      expect(await verify(check)).toMatchObject({ state: 'verified', code: 'verified' });

      scene.bundle = Uint8Array.from(readFileSync(check.bundle));
      await mutationNamed('file bit flipped').apply(scene, random);
      stage(scene, folder);
      expect(reference.run(...verifying)).toBe(1);
      expect(await verify(check)).toMatchObject({ state: 'failed', code: 'files-differ' });
    });
  });
}

/** The built page must say what the core says; where it stops before a verdict, the core must not say yes. */
async function expectSameOfPage(batch: Batch, outcome: Outcome): Promise<void> {
  const { scene, question, ours } = outcome;
  const { trusted, plan } = scene;
  const line = {
    id: 0,
    modelPath: question.model,
    bundle: question.bundle,
    ...('roots' in trusted
      ? { method: 'certificate', certChain: trusted.roots }
      : { method: 'key', publicKey: trusted.publicKey }),
    ignorePaths: plan.verifierIgnores.map((path) => join(question.model, path)),
    ignoreUnsignedFiles: plan.ignoreUnsigned,
    at: 'issuance',
  };
  const { verdict, code, message } = await batch.ask(JSON.stringify(line));
  const said = `page: ${verdict}, ${code}: ${message}; ${describeOutcome(outcome)}`;
  if (STATES.some((state) => state === verdict))
    expect(`${verdict} ${code}`, said).toBe(`${ours.state} ${ours.code}`);
  else expect(ours.state, said).not.toBe('verified');
}
