import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareIdentity } from '../../../src/signer/expectation.ts';
import type { Signer } from '../../../src/signer/result.ts';
import { matchesRule, parseWorkflow, ruleFor, ruleText } from '../../../src/signer/workflow.ts';

const GITHUB = 'https://github.com/org/models/.github/workflows/release.yml@refs/tags/v1';
const GITLAB = 'https://gitlab.com/group/team/models//.gitlab-ci.yml@refs/heads/main';

/** A workflow that surely parses. */
function read(identity: string) {
  const workflow = parseWorkflow(identity);
  if (!workflow) throw new Error(`no workflow: ${identity}`);
  return workflow;
}

describe('workflow identity', () => {
  it('is read in its parts', () => {
    expect(read(GITHUB)).toEqual({
      forge: 'github.com',
      owner: 'org',
      repository: 'models',
      file: '.github/workflows/release.yml',
      ref: 'refs/tags/v1',
    });
    expect(read(GITLAB)).toEqual({
      forge: 'gitlab.com',
      owner: 'group',
      repository: 'team/models',
      file: '.gitlab-ci.yml',
      ref: 'refs/heads/main',
    });
  });

  it.each([
    'release@example.com',
    GITHUB.replace('https', 'http'),
    GITHUB.replace('github.com', 'github.com.evil.example'),
    GITHUB.replace('github.com', 'evil.example/github.com'),
    GITHUB.replace('org/', 'org/../evil/'),
    GITHUB.replace('org/', 'org%2f'),
    GITHUB.replace('org/', '/'),
    GITHUB.replace('models', '..'),
    GITHUB.replace('.github/workflows/', ''),
    GITHUB.replace('@refs/tags/v1', ''),
    GITHUB.replace('@refs/tags/v1', '@v1'),
    `${GITHUB}@refs/heads/x`,
    `${GITHUB}\n`,
    ` ${GITHUB}`,
    GITHUB.toUpperCase(),
    `https://evil.example/${GITHUB}`,
    GITHUB.replace('/.github/', '/xgithub/'),
    GITHUB.replace('release.yml', 'sub/release.yml'),
    GITHUB.replace('release.yml', 'release now.yml'),
    GITHUB.replace('release.yml', 'release.yml@x'),
    `https://evil.example/${GITLAB}`,
    `${GITLAB}@refs/heads/x`,
    `${GITLAB}\n`,
    `${GITLAB} x`,
    GITLAB.replace('ci.yml', 'ci now.yml'),
    GITLAB.replace('ci.yml', 'ci.yml@x'),
    GITLAB.replace('//.', '/.'),
    GITLAB.replace('gitlab.com', 'gitlab.example'),
  ])('%j is none', (identity) => {
    expect(parseWorkflow(identity)).toBeUndefined();
  });
});

describe('rule', () => {
  it.each([
    ['any-ref', GITHUB.replace('v1', 'v2'), GITHUB.replace('release.yml', 'other.yml')],
    ['any-workflow', GITHUB.replace('release.yml', 'other.yml'), GITHUB.replace('/models/', '/models2/')],
    ['any-repository', GITHUB.replace('/models/', '/elsewhere/'), GITHUB.replace('/org/', '/org2/')],
  ] as const)('%s accepts what it leaves open and nothing else', (accept, alike, other) => {
    const rule = ruleFor(read(GITHUB), accept);
    expect(matchesRule(GITHUB, rule)).toBe(true);
    expect(matchesRule(alike, rule)).toBe(true);
    expect(matchesRule(other, rule)).toBe(false);
    expect(matchesRule(alike.replace('github.com', 'gitlab.com'), rule)).toBe(false);
  });

  it('holds every part that it names', () => {
    const parts = [
      ['https://github.com/', 'https://gitlab.com/'],
      ['/org/', '/org2/'],
      ['/models/', '/models2/'],
      ['release.yml', 'release2.yml'],
      ['v1', 'v2'],
    ] as const;
    for (const [accept, named] of [
      ['any-ref', 4],
      ['any-workflow', 3],
      ['any-repository', 2],
    ] as const) {
      const rule = ruleFor(read(GITHUB), accept);
      const accepted = parts.map(([part, other]) => matchesRule(GITHUB.replace(part, other), rule));
      expect(accepted, accept).toEqual(parts.map((_, i) => i >= named));
    }
  });

  it.each([
    ['any-ref', 'any reference of .github/workflows/release.yml in github.com/org/models'],
    ['any-workflow', 'any workflow of github.com/org/models'],
    ['any-repository', 'any workflow of any repository of github.com/org'],
  ] as const)('%s says what it accepts', (accept, text) => {
    expect(ruleText(ruleFor(read(GITHUB), accept))).toBe(text);
  });

  it('holds GitLab projects to their whole path', () => {
    const rule = ruleFor(read(GITLAB), 'any-workflow');
    expect(matchesRule(GITLAB.replace('team/models', 'models'), rule)).toBe(false);
    expect(matchesRule(GITLAB.replace('team/models', 'team/models/sub'), rule)).toBe(false);
    expect(matchesRule(GITLAB.replace('.gitlab-ci.yml', 'ci/release.yml'), rule)).toBe(true);
  });

  it('never widens to another owner, whatever the rest is', () => {
    const name = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,8}$/);
    fc.assert(
      fc.property(name, name, name, name, (owner, other, repository, file) => {
        const identity = (by: string): string =>
          `https://github.com/${by}/${repository}/.github/workflows/${file}@refs/heads/main`;
        const rule = ruleFor(read(identity(owner)), 'any-repository');
        expect(matchesRule(identity(other), rule)).toBe(other === owner);
      }),
    );
  });

  it('counts only for a name that is a URI, and with the issuer', () => {
    const signer = (type: 'uri' | 'other'): Signer => ({
      method: 'sigstore',
      identities: [{ type, value: GITHUB }],
      issuer: 'https://token.actions.githubusercontent.com',
      certificate: { subject: '', issuer: '', serial: '01', notBefore: 0, notAfter: 0, fingerprint: '' },
    });
    const identity = ruleFor(read(GITHUB), 'any-ref');
    const issuer = 'https://token.actions.githubusercontent.com';
    expect(compareIdentity(signer('uri'), { identity, issuer }).ok).toBe(true);
    expect(compareIdentity(signer('other'), { identity, issuer })).toMatchObject({
      problem: { code: 'identity-differs' },
    });
    expect(compareIdentity(signer('uri'), { identity, issuer: 'https://evil.example' })).toMatchObject({
      problem: { code: 'issuer-differs' },
    });
  });
});
