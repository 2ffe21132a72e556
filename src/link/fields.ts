import { base64urlnopad } from '@scure/base';
import { attempt, Refusal, unwrap } from '../oms/error.ts';
import { isVisible } from '../oms/visible.ts';
import { canonicalPem, readPublicKey } from '../signer/pem.ts';
import { encodeSpki, parseSpki } from '../signer/public-key.ts';
import { parseWorkflow, ruleFor, type Workflow, type WorkflowRule } from '../signer/workflow.ts';
import { bundleAddress } from './address.ts';
import type { LinkExpectation, LinkSigner } from './expectation.ts';

/** The parts of an expectation by name, in the one order that counts: links and JSON are both made of them. */
export type Fields = readonly (readonly [name: string, text: string])[];

/** Most UTF-16 units in a field of free text. */
const LIMITS = {
  identity: 512,
  issuer: 512,
  owner: 256,
  repository: 512,
  file: 512,
  subject: 1024,
  model: 256,
  bundle: 2048,
} as const;

/**
 * The fields of an expectation.
 * @throws {Refusal} of a key that cannot be read
 */
export function fieldsOf({ signer, trustRoot, statement, model, bundle }: LinkExpectation): Fields {
  const trust = trustRoot === 'public-good' ? undefined : trustRoot;
  const parts = { method: signer.method, ...signerParts(signer), trust, statement, model, bundle };
  return Object.entries(parts).filter((part): part is [string, string] => part[1] !== undefined);
}

/**
 * Reads the fields of an expectation: each within its limits and visible, none that is unknown, missing, out of order or
 * spelled in another way than {@link fieldsOf} spells it.
 * @throws {Refusal} `link-malformed`
 */
export function expectationFrom(fields: Fields): LinkExpectation {
  const reader = new Reader(fields);
  const trustRoot = reader.has('trust') ? reader.trustRoot() : 'public-good';
  const expectation: LinkExpectation = {
    signer: reader.signer(),
    trustRoot,
    ...(reader.has('statement') && { statement: reader.digest('statement') }),
    ...(reader.has('model') && { model: reader.text('model') }),
    ...(reader.has('bundle') && { bundle: reader.address() }),
  };
  // What was passed over, taken twice or filled in shows here.
  const canonical = fieldsOf(expectation);
  if (JSON.stringify(canonical) !== JSON.stringify(fields)) {
    throw malformed(`${namesOf(fields)} in place of ${namesOf(canonical)}`);
  }
  return expectation;
}

function namesOf(fields: Fields): string {
  return fields.map(([name]) => name).join(', ');
}

type Parts = Readonly<Record<string, string | undefined>>;

function signerParts(signer: LinkSigner): Parts {
  switch (signer.method) {
    case 'sigstore': {
      const { identity, issuer } = signer;
      return { ...(typeof identity === 'string' ? { identity } : ruleParts(identity)), issuer };
    }
    case 'key':
      return 'publicKey' in signer ? { spki: spkiOf(signer.publicKey) } : { key: signer.fingerprint };
    case 'certificate': {
      const { root, leaf } = signer;
      if (!leaf) return { root };
      return { root, ...('subject' in leaf ? { subject: leaf.subject } : { leaf: leaf.fingerprint }) };
    }
  }
}

function ruleParts(rule: WorkflowRule): Parts {
  const { accept, forge, owner, repository, file }: Partial<Workflow> & Pick<WorkflowRule, 'accept'> = rule;
  return { accept, forge, owner, repository, file };
}

/** The SubjectPublicKeyInfo of a PEM key in base64url. */
function spkiOf(publicKey: string): string {
  return base64urlnopad.encode(encodeSpki(unwrap(readPublicKey(publicKey)).key));
}

class Reader {
  readonly #fields: ReadonlyMap<string, string>;

  constructor(fields: Fields) {
    this.#fields = new Map(fields);
  }

  has(name: string): boolean {
    return this.#fields.has(name);
  }

  signer(): LinkSigner {
    switch (this.#fields.get('method')) {
      case 'sigstore': {
        const identity = this.has('accept') ? this.#rule() : this.text('identity');
        return { method: 'sigstore', identity, issuer: this.text('issuer') };
      }
      case 'key':
        return this.has('spki')
          ? { method: 'key', publicKey: this.#publicKey() }
          : { method: 'key', fingerprint: this.digest('key') };
      case 'certificate': {
        const root = this.digest('root');
        if (this.has('subject'))
          return { method: 'certificate', root, leaf: { subject: this.text('subject') } };
        if (!this.has('leaf')) return { method: 'certificate', root };
        return { method: 'certificate', root, leaf: { fingerprint: this.digest('leaf') } };
      }
      default:
        throw malformed('the method');
    }
  }

  trustRoot(): string {
    return this.#fields.get('trust') === 'staging' ? 'staging' : this.digest('trust');
  }

  text(name: keyof typeof LIMITS): string {
    const text = this.#fields.get(name);
    // Spaces at the ends would be lost where a person copies it.
    if (!text || text.length > LIMITS[name] || text !== text.trim() || !isVisible(text))
      throw malformed(`the ${name}`);
    return text;
  }

  digest(name: string): string {
    const hex = this.#fields.get(name) ?? '';
    if (!/^[0-9a-f]{64}$/.test(hex)) throw malformed(`the ${name}`);
    return hex;
  }

  address(): string {
    const text = this.text('bundle');
    if (!bundleAddress(text)) throw malformed('the bundle’s address');
    return text;
  }

  /** The rule whose parts make up a workflow’s identity; what the rule leaves open is filled in. */
  #rule(): WorkflowRule {
    const accept = this.#fields.get('accept');
    if (accept !== 'any-ref' && accept !== 'any-workflow' && accept !== 'any-repository')
      throw malformed('the accept');
    const forge = this.#fields.get('forge') ?? '';
    const repository = this.has('repository') ? this.text('repository') : 'x';
    const file = this.has('file') ? this.text('file') : '.github/workflows/x.yml';
    const separator = forge === 'gitlab.com' ? '//' : '/';
    const workflow = parseWorkflow(
      `https://${forge}/${this.text('owner')}/${repository}${separator}${file}@refs/heads/x`,
    );
    if (!workflow) throw malformed('the workflow');
    return ruleFor(workflow, accept);
  }

  #publicKey(): string {
    const key = attempt(() => parseSpki(base64urlnopad.decode(this.#fields.get('spki') ?? '')));
    if (!key.ok || key.value.kind !== 'ec') throw malformed('the key');
    return canonicalPem(key.value);
  }
}

/** A `link-malformed` {@link Refusal}. */
export function malformed(detail: string): Refusal {
  return new Refusal('link-malformed', detail);
}
