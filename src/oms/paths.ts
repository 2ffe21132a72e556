import { Refusal } from './error.ts';

/**
 * Holds the name of a signed file to the canonical form (OMS §6.1): relative, `/`-separated, no empty, `.` or `..`
 * component, no NUL. A backslash is an ordinary character. The name `.` alone is left to the caller: it stands for a
 * model that is a single file.
 *
 * @throws {Refusal} `name-empty`, `name-too-long`, `name-nul`, `name-absolute`, `name-component`
 */
export function checkName(name: string): void {
  if (name === '') throw new Refusal('name-empty');
  if (name.length > MAX_NAME_LENGTH) throw new Refusal('name-too-long', name);
  if (name.includes('\0')) throw new Refusal('name-nul', name);
  if (name.startsWith('/')) throw new Refusal('name-absolute', name);
  if (name.split('/').some((part) => part === '' || part === '.' || part === '..')) {
    throw new Refusal('name-component', name);
  }
}

/** The name that stands for the model itself where the model is a single file. */
export const SINGLE_FILE = '.';

/** Names that only bundles have; those seen in the wild are `model.sig`, `skill.oms.sig`, `.kaggle/signing.json`. */
const BUNDLE_NAME = /(?:\.sig|\.oms|\.sigstore|\.sigstore\.json|^\.kaggle\/signing\.json)$/;

/** True if a path is named as bundles are: no other tool reads such a file for something else. */
export function hasBundleName(path: string): boolean {
  return BUNDLE_NAME.test(path);
}

/** Longest name of a signed file, in UTF-16 units: no file system has longer paths. */
const MAX_NAME_LENGTH = 32_767;

/** The parent folders of a path, nearest last, then the path itself: `a/b` gives `a`, `a/b`. */
export function* ancestry(path: string): Generator<string> {
  for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1))
    yield path.slice(0, slash);
  yield path;
}

/**
 * Orders by Unicode code point, as the specification sorts names. JavaScript's own `<` compares UTF-16 code units,
 * which puts U+10000 and above before U+E000.
 */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (a[i] === b[i]) continue;
    // Where two strings first differ inside a surrogate pair, the halves order like the characters.
    const [x, y] = [a.codePointAt(i) ?? 0, b.codePointAt(i) ?? 0];
    return x - y;
  }
  return a.length - b.length;
}

/** Alphabets whose letters are taken for Latin ones, and for one another's. */
const ALPHABETS = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
];

/** True if one word of a name has letters of several alphabets that look alike: `config` with a Cyrillic `с`. */
export function mixesAlphabets(path: string): boolean {
  const words = path.match(/\p{L}+/gu) ?? [];
  return words.some((word) => ALPHABETS.filter((letters) => letters.test(word)).length > 1);
}

/** What two names must share to look alike to a person: letter case and Unicode normalisation are dropped. */
export function lookAlikeKey(path: string): string {
  return path.normalize('NFKC').toLowerCase();
}
