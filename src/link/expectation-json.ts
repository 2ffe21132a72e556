import { utf8ToBytes } from '@noble/hashes/utils.js';
import { attempt, Refusal, type Result } from '../oms/error.ts';
import { asCount, asObject, asString, member, root } from '../oms/field.ts';
import { parseJson } from '../oms/json.ts';
import type { LinkExpectation } from './expectation.ts';
import { expectationFrom, fieldsOf, malformed } from './fields.ts';

/** Longest JSON that is read, in UTF-16 units: all fields at their limits, escaped, have less. */
const MAX_JSON = 16 * 1024;

/**
 * An expectation as canonical JSON: one line, the version first, every field a string.
 * @throws {Refusal} of a key that cannot be read
 */
export function expectationJson(expectation: LinkExpectation): string {
  return JSON.stringify({ version: 1, ...Object.fromEntries(fieldsOf(expectation)) });
}

/** Reads what {@link expectationJson} wrote, to the letter. Problems: `link-malformed`, `link-version`, `link-too-large`. */
export function readExpectation(text: string): Result<LinkExpectation> {
  return attempt(() => {
    if (text.length > MAX_JSON) throw new Refusal('link-too-large', `${text.length} characters`);
    const json = attempt(() => parseJson(utf8ToBytes(text)));
    if (!json.ok) throw malformed(json.problem.message);
    const document = root(json.value, 'link-malformed');
    const version = asCount(member(document, 'version'));
    if (version !== 1) throw new Refusal('link-version', `version ${version}`);
    const names = Object.keys(asObject(document)).filter((name) => name !== 'version');
    const expectation = expectationFrom(names.map((name) => [name, asString(member(document, name))]));
    if (expectationJson(expectation) !== text) throw malformed('another spelling');
    return expectation;
  });
}
