import type { Text } from '../messages/text.ts';
import type { Report } from '../verify/report.ts';

/** What no verdict speaks of, in sentences: what a signature cannot tell, and what of the person’s wishes had no effect. */
export function notChecked({ signature, uselessIgnores }: Report): Text[] {
  return [
    ['Whether the model is safe or good: a signature only tells whose it is.'],
    ['Whether a certificate or key was revoked since.'],
    ...(signature?.ok && signature.times.length === 0
      ? [['When it was signed: nothing in the bundle proves a time.']]
      : []),
    ...uselessIgnores.map((entry): Text => [
      'The ignored path ',
      { quote: entry },
      ' can match nothing in a model.',
    ]),
    ...(signature?.ok && !signature.manifest.sorted
      ? [['The files are not listed in the usual order; that changes nothing.']]
      : []),
  ];
}
