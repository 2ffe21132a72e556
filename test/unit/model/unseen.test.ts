import { describe, expect, it } from 'vitest';
import { type Engine, platformOf } from '../../../src/model/engine.ts';
import type { Via } from '../../../src/model/tree.ts';
import { unseen } from '../../../src/model/unseen.ts';

const LINUX = 'Mozilla/5.0 (X11; Linux x86_64';
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';

describe('platformOf', () => {
  it.each<[string, Engine]>([
    [`${LINUX}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36`, 'chromium'],
    [`${LINUX}) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36`, 'chromium'],
    [
      `${LINUX}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0`,
      'chromium',
    ],
    [`${LINUX}; rv:153.0) Gecko/20100101 Firefox/153.0`, 'firefox'],
    [`${LINUX}) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15`, 'webkit'],
    [`${IPHONE} CriOS/156.0.0.0 Mobile/15E148 Safari/604.1`, 'webkit'],
    [`${IPHONE} FxiOS/153.0 Mobile/15E148 Safari/605.1.15`, 'webkit'],
    ['', 'webkit'],
  ])('%s', (userAgent, engine) => {
    expect(platformOf(userAgent)).toEqual({ engine, windows: false });
  });

  it('tells Windows', () => {
    const agent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:153.0) Gecko/20100101 Firefox/153.0';
    expect(platformOf(agent)).toEqual({ engine: 'firefox', windows: true });
  });
});

describe('unseen', () => {
  const ids = (via: Via, engine: Engine, windows = false): readonly string[] =>
    unseen(via, { engine, windows }).map(({ id }) => id);

  it.each<[Via, Engine]>([
    ['drop', 'chromium'],
    ['picker', 'chromium'],
    ['input', 'chromium'],
    ['drop', 'firefox'],
    ['input', 'firefox'],
    ['drop', 'webkit'],
    ['input', 'webkit'],
  ])('never claims that links are seen (%s, %s)', (via, engine) => {
    expect(ids(via, engine)).toContain('links');
  });

  it('knows what only one way of listing hides', () => {
    expect(ids('picker', 'chromium')).toContain('special-names');
    expect(ids('drop', 'chromium')).not.toContain('special-names');
    expect(ids('input', 'chromium')).toEqual(expect.arrayContaining(['linked-folder', 'undecodable-names']));
    expect(ids('drop', 'webkit')).toEqual(expect.arrayContaining(['hidden-files', 'unmeasured']));
  });

  it('leaves out what the system does not have', () => {
    expect(ids('drop', 'chromium')).toEqual(['links', 'special-files']);
    expect(ids('drop', 'chromium', true)).toEqual(['links', 'links-followed']);
  });
});
