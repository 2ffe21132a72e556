import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { security } from '../../../src/messages/security.ts';

it('SECURITY.md says what the page says of its security, in the same words', async () => {
  const file = await readFile(new URL('../../../SECURITY.md', import.meta.url), 'utf8');
  const plain = file.replaceAll(/\*\*|\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll(/\s+/g, ' ');
  for (const { title, facts } of security) {
    expect(plain).toContain(`## ${title}`);
    for (const { name, text } of facts)
      expect(plain).toContain(name === undefined ? text : `${name} ${text}`);
  }
});
