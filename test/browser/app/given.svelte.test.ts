import { describe, expect, it } from 'vitest';
import { Given, give } from '../../../src/app/given.svelte.ts';

const file = (name: string): File => new File(['PEM'], name);

describe('Given', () => {
  it('tells in which file a key was, but not of one that was in none', async () => {
    const given = new Given();
    given.publicKey = give(file('publisher.pem'));
    const settings = await given.settings('key', undefined);
    expect(settings).toMatchObject({
      expectation: { publicKey: 'PEM', origin: 'file' },
      givenIn: 'publisher.pem',
    });
    given.publicKey = { ...given.publicKey, nameless: true };
    const { givenIn, ...rest } = settings;
    expect(givenIn).toBeDefined();
    expect(await given.settings('key', undefined)).toEqual(rest);
  });

  it('tells in which file root certificates were, if that was just one', async () => {
    const given = new Given();
    given.roots = [give(file('root.pem'))];
    expect(await given.settings('certificate', undefined)).toMatchObject({ givenIn: 'root.pem' });
    given.roots = [give(file('one.pem')), give(file('two.pem'))];
    expect(await given.settings('certificate', undefined)).not.toHaveProperty('givenIn');
  });
});
