import { base64 } from '@scure/base';
import { type ErrorCode, Refusal } from './error.ts';
import type { Json, JsonObject } from './json.ts';

/** A place in a JSON document: what stands there, and how to name it in an error. */
export interface Field {
  readonly value: Json | undefined;
  /** Such as `dsseEnvelope.signatures[0].sig`. */
  readonly where: string;
  /** What to say when the value is not of the wanted type. */
  readonly malformed: ErrorCode;
}

/** The field of the document's root. */
export function root(value: Json, malformed: ErrorCode): Field {
  return { value, where: '', malformed };
}

/** The member `name` of an object field; JSON `null` means absent (protobuf JSON mapping). */
export function member(object: Field, name: string): Field {
  const value = asObject(object)[name];
  return {
    value: value === null ? undefined : value,
    where: object.where === '' ? name : `${object.where}.${name}`,
    malformed: object.malformed,
  };
}

/** True if the field is neither absent nor null. */
export function present(field: Field): boolean {
  return field.value !== undefined && field.value !== null;
}

/** @throws {Refusal} with the field's own code, unless it is an object */
export function asObject(field: Field): JsonObject {
  const { value } = field;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(field, 'an object');
  return value as JsonObject;
}

/** @throws {Refusal} with the field's own code, unless it is an array */
export function asArray(field: Field): Field[] {
  const { value, where, malformed } = field;
  if (!Array.isArray(value)) throw wrong(field, 'an array');
  return (value as readonly Json[]).map((item, index) => ({
    value: item,
    where: `${where}[${index}]`,
    malformed,
  }));
}

/** As {@link asArray}, but an absent field is an empty array (protobuf JSON leaves empty lists out). */
export function asList(field: Field): Field[] {
  return present(field) ? asArray(field) : [];
}

/** @throws {Refusal} with the field's own code, unless it is a string */
export function asString(field: Field): string {
  if (typeof field.value !== 'string') throw wrong(field, 'a string');
  return field.value;
}

/** @throws {Refusal} with the field's own code, unless it is a whole number that JavaScript holds exactly, 0 or more */
export function asCount(field: Field): number {
  const { value } = field;
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
    throw wrong(field, 'a whole number');
  return value;
}

/** @throws {Refusal} with the field's own code, unless it is a boolean */
export function asBoolean(field: Field): boolean {
  if (typeof field.value !== 'boolean') throw wrong(field, 'true or false');
  return field.value;
}

/** @throws {Refusal} `bundle-base64`, unless it is padded standard base64 (RFC 4648 §4) */
export function asBytes(field: Field): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(base64.decode(asString(field)));
  } catch (thrown) {
    if (thrown instanceof Refusal) throw thrown;
    throw new Refusal('bundle-base64', field.where);
  }
}

function wrong(field: Field, wanted: string): Refusal {
  const found = field.value === undefined ? 'absent' : `not ${wanted}`;
  return new Refusal(field.malformed, `${field.where === '' ? 'the document' : field.where} is ${found}`);
}
