import { day } from '../messages/format.ts';
import { messages } from '../messages/index.ts';
import type { Text } from '../messages/text.ts';
import type { Signature } from '../signer/signature.ts';
import { chosenAmong, isNamed, recollect, type RememberedSigner } from '../trust/remembered.ts';
import type { Report } from './report.ts';
import type { Settings } from './settings.ts';
import type { Doubt } from './verdict.ts';

type Held = Extract<Signature, { ok: true }>;

const WORDS = messages.memory;

/** How the statement stands to the last one that was seen, to go on a sentence about who signed; empty if it is that one. */
export function precedentText(signature: Held, { remembered = [] }: Settings): Text {
  const { precedent } = recollect(remembered, signature);
  if (!precedent || precedent.relation === 'same') return [];
  return [WORDS.precedent[precedent.relation](day(precedent.last.seenAt))];
}

/** What a doubt’s sentence begins with where the person knows another signer; empty otherwise. */
export function alarmText(doubt: Doubt): Text {
  return doubt === 'signer-changed' ? [WORDS.changed] : [];
}

/** The question whether a signer is the one that was expected, with what the person’s memory has to say to it. */
export function signerQuestion(signature: Held, { remembered = [] }: Settings): Text {
  const { former, signer } = recollect(remembered, signature);
  if (former) return WORDS.changedQuestion(former.name, signature.manifest.subject);
  return signer ? WORDS.knownQuestion(signer.name) : [WORDS.question];
}

/** What the person’s memory adds to a sentence that says something good of the signer. */
export function memoryQualifiers(
  signature: Held,
  { expectation, memoryUnread, remembered = [] }: Settings,
): Text[] {
  if (memoryUnread) return [[WORDS.unread]];
  // A doubt about the signer has said it in its sentence.
  if (!expectation) return [];
  const { former, signer } = recollect(remembered, signature);
  return [
    ...(signer ? [WORDS.known(signer.name)] : []),
    ...(former ? [WORDS.formerly(former.name, signature.manifest.subject)] : []),
  ];
}

/** The remembered signer in whose place somebody else signed: the one who was expected, or who signed such models before. */
export function rivalOf({
  settings: { expectation, remembered = [] },
  signature,
}: Pick<Report, 'settings' | 'signature'>): RememberedSigner | undefined {
  const chosen = chosenAmong(remembered, expectation);
  if (chosen) {
    const other = signature?.ok
      ? !isNamed(chosen.pin, signature.signer)
      : signature?.problem.code === 'key-hint';
    return other ? chosen : undefined;
  }
  return signature?.ok && !expectation ? recollect(remembered, signature).former : undefined;
}
