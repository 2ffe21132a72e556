import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandLine } from '../../../src/link/command-line.ts';
import type { LinkExpectation } from '../../../src/link/expectation.ts';
import { ORDINARY, PUBLIC_KEY } from '../../support/link.ts';

const HEX = 'ab'.repeat(32);
const start = 'model_signing verify';

describe('the command of a link', () => {
  it.each<[LinkExpectation, string, readonly string[]]>([
    [
      ORDINARY,
      'sigstore MODEL --signature=BUNDLE --identity=signer@example.com --identity_provider=https://accounts.example.com',
      [],
    ],
    [
      { ...ORDINARY, trustRoot: 'staging', statement: HEX },
      'sigstore MODEL --signature=BUNDLE --identity=signer@example.com --identity_provider=https://accounts.example.com --use_staging',
      ['statement'],
    ],
    [
      { ...ORDINARY, trustRoot: HEX },
      'sigstore MODEL --signature=BUNDLE --identity=signer@example.com --identity_provider=https://accounts.example.com --trust_config=trust_config.json',
      [],
    ],
    [
      { ...ORDINARY, signer: { method: 'key', fingerprint: HEX } },
      'key MODEL --signature=BUNDLE --public_key=key.pem',
      [],
    ],
    [
      { ...ORDINARY, signer: { method: 'key', publicKey: PUBLIC_KEY } },
      'key MODEL --signature=BUNDLE --public_key=key.pem',
      [],
    ],
    [
      { ...ORDINARY, signer: { method: 'certificate', root: HEX, leaf: { subject: 'CN=a' } } },
      'certificate MODEL --signature=BUNDLE --certificate_chain=root.pem',
      ['leaf'],
    ],
  ])('is that of the reference client', (expectation, text, leavesOut) => {
    expect(commandLine(expectation)).toEqual({ text: `${start} ${text}`, leavesOut });
  });

  it('does not exist for a workflow rule', () => {
    const identity = { accept: 'any-repository', forge: 'github.com', owner: 'org' } as const;
    const signer = { method: 'sigstore', identity, issuer: 'https://i' } as const;
    expect(commandLine({ ...ORDINARY, signer })).toBeUndefined();
  });

  it('reaches the client to the letter, whatever the identity', { timeout: 20_000 }, () => {
    const identity = fc.oneof(
      fc.string({ minLength: 1, maxLength: 20 }),
      fc.constantFrom(
        "'; rm -rf /; '",
        '$(id)',
        '`id`',
        '--use_staging',
        'a\\',
        '"',
        '!!',
        '~',
        '*',
        'a b',
        '&',
      ),
    );
    fc.assert(
      fc.property(identity, (who) => {
        const signer = { method: 'sigstore', identity: who, issuer: 'https://i' } as const;
        const { text } = commandLine({ ...ORDINARY, signer }) ?? { text: '' };
        const told = execFileSync('sh', ['-c', text.replace('model_signing', 'printf "%s\\0"')], {
          encoding: 'utf8',
        });
        expect(told.split('\0')).toContain(`--identity=${who}`);
        expect(told.split('\0')).toHaveLength(7);
      }),
      { numRuns: 60 },
    );
  });
});
