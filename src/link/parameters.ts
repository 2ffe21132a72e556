import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { type Fields, malformed } from './fields.ts';

/** What no program that passes a link on has a reason to change; all else becomes `~` and the hex of its UTF-8. */
const ODD = /[^A-Za-z0-9._/:@-]+/gu;

/** More than any expectation has. */
const MAX_FIELDS = 16;

/** Fields as readable parameters: `method=sigstore&identity=me@example.com`. */
export function writeParameters(fields: Fields): string {
  return fields.map(([name, text]) => `${name}=${text.replace(ODD, escape)}`).join('&');
}

/**
 * Reads what {@link writeParameters} wrote, to the letter.
 * @throws {Refusal} `link-malformed`
 */
export function readParameters(body: string): Fields {
  const fields = body.split('&', MAX_FIELDS + 1).map((parameter): [string, string] => {
    const [name = '', text = ''] = parameter.split('=', 2);
    try {
      return [name, decodeURIComponent(text.replaceAll('~', '%'))];
    } catch {
      throw malformed(`the text of “${name}”`);
    }
  });
  if (fields.length > MAX_FIELDS) throw malformed(`more than ${MAX_FIELDS} fields`);
  if (writeParameters(fields) !== body) throw malformed('another spelling');
  return fields;
}

function escape(odd: string): string {
  return bytesToHex(utf8ToBytes(odd)).replace(/../g, '~$&');
}
