import { describe, expect, it } from 'vitest';
import { ignoreRules } from '../../../src/oms/ignore.ts';

describe('ignore rules', () => {
  it('are taken without a leading ./ and a trailing /, however often these stand there', () => {
    const rules = ignoreRules(['././cache//', './tmp'], ['./mine/'], undefined);
    expect(rules.covering('cache/a')).toEqual({ by: 'signer', path: 'cache' });
    expect(rules.covering('tmp')).toEqual({ by: 'signer', path: 'tmp' });
    expect(rules.covering('mine/a/b')).toEqual({ by: 'person', path: 'mine' });
    expect(rules.covering('cached')).toBeUndefined();
    expect(rules.useless).toEqual([]);
  });

  it('cover what lies below them, however deep they stand themselves', () => {
    const { covering } = ignoreRules(['a/b'], [], undefined);
    expect(covering('a/b/c/d')).toEqual({ by: 'signer', path: 'a/b' });
    expect(covering('a/c')).toBeUndefined();
    expect(covering('a')).toBeUndefined();
  });

  it.each(['', '.', './', '/', '/a', 'a//b', 'a/./b', '../a', 'a/..'])(
    'that can match nothing: %j',
    (entry) => {
      expect(ignoreRules([entry], [], undefined).useless).toEqual([entry]);
    },
  );

  it('may repeat ./ as often as a bundle has room for', () => {
    // Once the time grew by the square of it: to hours, here.
    const rules = ignoreRules([`${'./'.repeat(1_000_000)}a${'/'.repeat(1_000_000)}`], [], undefined);
    expect(rules.covering('a/b')).toEqual({ by: 'signer', path: 'a' });
  });

  it('leave out what Git has at the top, and nothing else', () => {
    const { covering } = ignoreRules([], [], undefined);
    for (const path of ['.git', '.gitignore', '.gitattributes', '.github']) {
      expect(covering(path)).toEqual({ by: 'convention', path });
      expect(covering(`${path}/a`)).toEqual({ by: 'convention', path });
      expect(covering(`a/${path}`)).toBeUndefined();
      expect(covering(`${path}x`)).toBeUndefined();
    }
    expect(covering('.gitmodules')).toBeUndefined();
  });

  it('tell the person’s list from the signer’s where both name one path', () => {
    const rules = ignoreRules(['both', 'signer'], ['both'], 'model.sig');
    expect(rules.covering('both')?.by).toBe('person');
    expect(rules.byPerson('both/a')).toBe(true);
    expect(rules.byPerson('signer')).toBe(false);
    expect(rules.covering('model.sig')).toEqual({ by: 'bundle', path: 'model.sig' });
  });
});
