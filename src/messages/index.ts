import { en } from './en.ts';

/**
 * What a translation has to provide: a text or a function for each that the English file has.
 *
 * To add a language, write `en.ts` anew in it as a constant of this type, and name it below; name its locale in
 * `format.ts` and its tag in `index.html`. One build speaks one language.
 */
export type Messages = typeof en;

/** The texts that people read. */
export const messages: Messages = en;
