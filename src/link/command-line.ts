import type { LinkExpectation, LinkSigner } from './expectation.ts';

/** A command of the reference client that checks what a link says. */
export interface CommandLine {
  /** For a POSIX shell. `MODEL`, `BUNDLE` and the `.pem` and `.json` files stand for what the person has. */
  readonly text: string;
  /** What the link says beyond that, and the client cannot be told. */
  readonly leavesOut: readonly ('leaf' | 'statement')[];
}

/** The command that checks the same; undefined for a workflow rule, which the client cannot be told at all. */
export function commandLine({ signer, statement, trustRoot }: LinkExpectation): CommandLine | undefined {
  const options = optionsFor(signer, trustRoot);
  if (!options) return undefined;
  const words = ['model_signing', 'verify', signer.method, 'MODEL', '--signature=BUNDLE', ...options];
  return {
    text: words.map(quoted).join(' '),
    leavesOut: [
      ...(signer.method === 'certificate' && signer.leaf ? ['leaf' as const] : []),
      ...(statement === undefined ? [] : ['statement' as const]),
    ],
  };
}

function optionsFor(signer: LinkSigner, trustRoot: string): string[] | undefined {
  switch (signer.method) {
    case 'sigstore': {
      const { identity, issuer } = signer;
      if (typeof identity !== 'string') return undefined;
      // One word with its value: an identity that begins with a dash must not be taken for an option.
      return [`--identity=${identity}`, `--identity_provider=${issuer}`, ...rootOptions(trustRoot)];
    }
    case 'key':
      return ['--public_key=key.pem'];
    case 'certificate':
      return ['--certificate_chain=root.pem'];
  }
}

function rootOptions(trustRoot: string): string[] {
  switch (trustRoot) {
    case 'public-good':
      return [];
    case 'staging':
      return ['--use_staging'];
    default:
      return ['--trust_config=trust_config.json'];
  }
}

/** A word as a POSIX shell takes it to the letter. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
