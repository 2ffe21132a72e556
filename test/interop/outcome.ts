import { mkdirSync } from 'node:fs';
import type { Verdict } from '../../src/verify/verdict.ts';
import { verify } from './assay.ts';
import type { Material } from './material.ts';
import type { Mutation } from './mutation.ts';
import type { Random } from './random.ts';
import type { Question, Reference, ReferenceAnswer } from './reference.ts';
import { type Plan, type Scene, sign, stage } from './scene.ts';

/** What came of one case. */
export interface Outcome {
  readonly scene: Scene;
  /** The mutations that found something to change. */
  readonly applied: readonly string[];
  readonly question: Question;
  readonly theirs: ReferenceAnswer;
  readonly ours: Verdict;
}

/** What a case needs. */
export interface World {
  /** An empty folder, or one that is to be made. */
  readonly folder: string;
  readonly material: Material;
  readonly reference: Reference;
  readonly random: Random;
}

/** Has the reference sign what is planned, changes it, and asks both for their verdict. */
export async function play(plan: Plan, mutations: readonly Mutation[], world: World): Promise<Outcome> {
  const { folder, material, reference, random } = world;
  mkdirSync(folder, { recursive: true });
  const scene = await sign(plan, folder, material, reference);
  const applied: string[] = [];
  for (const { id, apply } of mutations) {
    if (await apply(scene, random)) applied.push(id);
  }
  const { question, check } = stage(scene, folder);
  return { scene, applied, question, theirs: await reference.ask(question), ours: await verify(check) };
}

/** The signature is genuine, the signer expected and the files are as signed. */
export const isYes = ({ ours }: Outcome): boolean => ours.state === 'verified';

export const agree = (outcome: Outcome): boolean => outcome.theirs.ok === isYes(outcome);

/** A case in one line, for a person who has to find out. */
export function describeOutcome({ scene: { plan }, applied, theirs, ours }: Outcome): string {
  const { signer, curve, kind, files, hashing, guess, ignoreUnsigned } = plan;
  return [
    `${signer} ${curve}, ${hashing.method} ${hashing.algorithm}${guess ? '' : ' (told)'}, ${kind} of`,
    JSON.stringify([...files].map(([path, { length }]) => `${path} ${length}`)),
    `ignoring ${JSON.stringify([plan.signerIgnores, plan.verifierIgnores])}${ignoreUnsigned ? ' and unsigned files' : ''};`,
    `changed: ${applied.join(', ') || 'nothing'};`,
    `reference: ${theirs.ok ? 'yes' : theirs.error}; Assay: ${ours.state}, ${ours.code}: ${ours.headline.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join('')}`,
  ].join(' ');
}
