/** A distinguished name in short: whom it names, and of which organisation, if it says so. Hostile text. */
export interface BriefName {
  readonly name: string;
  readonly organisation?: string;
}

/** One attribute of a name’s text (RFC 4514 §3): its type, and its value with what is escaped in it. */
const ATTRIBUTE = /(?:^|[,+])([^=,+]+)=((?:\\.|[^,+\\])*)/gu;

/**
 * Shortens the text of a distinguished name (RFC 4514) to its common name and organisation. A text that has not just
 * one plain common name, or several organisations, stays as it is: nothing is chosen among several.
 */
export function briefNameOf(text: string): BriefName {
  const values = new Map<string, string[]>();
  for (const [, type = '', value = ''] of text.matchAll(ATTRIBUTE)) {
    values.set(type, [...(values.get(type) ?? []), value]);
  }
  const [name, ...otherNames] = values.get('CN') ?? [];
  const [organisation, ...otherOrganisations] = values.get('O') ?? [];
  const odd = [name, organisation].some((value) => value === '' || (value !== undefined && isEncoded(value)));
  if (name === undefined || odd || otherNames.length + otherOrganisations.length > 0) return { name: text };
  return {
    name: unescaped(name),
    ...(organisation !== undefined && organisation !== name && { organisation: unescaped(organisation) }),
  };
}

/** True for a value that is written as its encoding, or with control characters in it. */
function isEncoded(value: string): boolean {
  return value.startsWith('#') || /\\[0-9a-f]{2}/.test(value);
}

function unescaped(value: string): string {
  return value.replace(/\\(.)/gu, '$1');
}
