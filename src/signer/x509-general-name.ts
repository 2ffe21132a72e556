import { asciiText, contextTag, type Element, expectEnd, wrapperTag } from './asn1.ts';
import { type Name, parseName } from './x509-name.ts';

/** A GeneralName (RFC 5280 §4.2.1.6), as far as certificates of signers use them. */
export type GeneralName =
  | { readonly form: 'email' | 'dns' | 'uri'; readonly value: string }
  | { readonly form: 'directory'; readonly name: Name }
  /** 4 or 16 bytes; twice as many with the mask, in a name constraint. */
  | { readonly form: 'ip'; readonly bytes: Uint8Array }
  /** Any other form, known only by its identifier octet. */
  | { readonly form: 'other'; readonly tag: number };

/**
 * Reads a GeneralName.
 * @throws {Refusal} `certificate-malformed`
 */
export function parseGeneralName(element: Element): GeneralName {
  const tag = element.tag.toDER();
  switch (tag) {
    case contextTag(1):
      return { form: 'email', value: asciiText(element, 'email name') };
    case contextTag(2):
      return { form: 'dns', value: asciiText(element, 'DNS name') };
    case contextTag(6):
      return { form: 'uri', value: asciiText(element, 'URI name') };
    case contextTag(7):
      return { form: 'ip', bytes: Uint8Array.from(element.value) };
    case wrapperTag(4): {
      const [name, ...rest] = element.subs;
      expectEnd(rest, 'directory name');
      return { form: 'directory', name: parseName(name) };
    }
    default:
      return { form: 'other', tag };
  }
}
