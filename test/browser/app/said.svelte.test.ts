import { expect, it } from 'vitest';
import { Given, give, giveKept } from '../../../src/app/given.svelte.ts';
import { OpenedLink } from '../../../src/app/opened-link.svelte.ts';
import { fileTree } from '../../../src/model/file-tree.ts';
import type { RememberedSigner } from '../../../src/trust/remembered.ts';
import { ORDINARY } from '../../support/link.ts';

const key = (): File => new File(['PEM'], 'publisher.pem');
/** A model in which the key lies as well. */
const HOLDS_KEY = fileTree(key());

const ALICE: RememberedSigner = {
  name: 'Alice',
  pin: { method: 'sigstore', identity: 'alice@a.example', issuer: 'https://i', trustRoot: 'public-good' },
  distrusted: false,
  statements: [],
};

/** What somebody says and gives, by what a check of it must come to. */
const SAYINGS: Readonly<Record<string, (given: Given) => void>> = {
  nothing: () => undefined,
  'an identity of their own': (given) => {
    given.identity = 'https://github.com/org/models/.github/workflows/release.yml@refs/tags/v2';
    given.issuer = 'https://i';
    given.accept = 'any-ref';
    given.reveal();
  },
  'an identity that they saw': (given) => {
    given.reveal();
    given.identity = 'a@a.example';
    given.issuer = 'https://i';
  },
  'a remembered signer': (given) => {
    given.choose(ALICE);
  },
  'a key that lies in the model': (given) => {
    given.publicKey = give(key());
  },
  'a key that lies in the model, and that they know from elsewhere': (given) => {
    given.publicKey = give(key());
    given.confirmFiles();
  },
  'a key that they keep': (given) => {
    given.publicKey = giveKept({ kind: 'key', name: 'kept', text: 'PEM' });
  },
  'a key that was in no file': (given) => {
    given.publicKey = { ...give(key()), nameless: true };
  },
  'roots and a trust root': (given) => {
    given.roots = [give(new File(['one'], 'one.pem')), give(new File(['two'], 'two.pem'))];
    given.trustRoot = give(new File(['{}'], 'root.json'));
  },
  'that they do not expect somebody, and what else there is': (given) => {
    given.refused = { identity: 'm@m.example', issuer: 'https://i' };
    given.judgeAtIssuance = true;
    given.ignorePaths = 'notes.txt\n.cache';
    given.ignoreUnsigned = true;
  },
  'what a link says': (given) => {
    given.follow(new OpenedLink({ expectation: ORDINARY }));
  },
  'what a link says that they confirmed': (given) => {
    const link = new OpenedLink({ expectation: ORDINARY });
    link.confirmed = true;
    given.follow(link);
  },
  'something else than a link': (given) => {
    given.follow(new OpenedLink({ expectation: ORDINARY }));
    given.identity = 'a@a.example';
    given.issuer = 'https://i';
  },
};

it.each(Object.entries(SAYINGS))('a check is told the same again: %s', async (_what, say) => {
  const given = new Given();
  say(given);
  const again = Given.again(structuredClone(await given.say()), [ALICE]);
  // As the check of the same bundle shows again who signed.
  again.reveal();
  for (const method of ['sigstore', 'key', 'certificate'] as const) {
    const settings = await given.settings(method, HOLDS_KEY);
    expect(await again.settings(method, HOLDS_KEY)).toEqual(settings);
  }
  expect(again.link?.expectation).toEqual(given.link?.expectation);
});

it('what is said after a check was shown again counts as seen', async () => {
  const again = Given.again(await new Given().say(), []);
  again.reveal();
  again.identity = 'a@a.example';
  again.issuer = 'https://i';
  expect(await again.settings('sigstore', undefined)).toMatchObject({ expectation: { origin: 'accepted' } });
});

it('a signer who was forgotten meanwhile is expected no more', async () => {
  const given = new Given();
  given.choose(ALICE);
  const again = Given.again(await given.say(), []);
  expect(await again.settings('sigstore', undefined)).not.toHaveProperty('expectation');
});
