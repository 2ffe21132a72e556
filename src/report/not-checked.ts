import { messages } from '../messages/index.ts';
import type { Text } from '../messages/text.ts';
import type { Report } from '../verify/report.ts';
import { foundInModel } from '../verify/settings.ts';

const WORDS = messages.notProven;

/** What no verdict speaks of, in sentences: what a signature cannot tell, and what of the person’s wishes had no effect. */
export function notChecked({ settings, signature, uselessIgnores }: Report): Text[] {
  const found = signature?.ok ? foundInModel(signature, settings) : undefined;
  return [
    [WORDS.safe],
    [WORDS.revoked],
    ...(found ? [[WORDS.whose[found]]] : []),
    ...(signature?.ok && signature.times.length === 0 ? [[WORDS.time]] : []),
    ...uselessIgnores.map(WORDS.uselessIgnore),
    ...(signature?.ok && !signature.manifest.sorted ? [[WORDS.unsorted]] : []),
  ];
}
