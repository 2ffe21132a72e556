import { describe, expect, it } from 'vitest';
import { bundleAddress } from '../../../src/link/address.ts';

describe('the address of a bundle', () => {
  it.each([
    'https://models.example/model.sig',
    'https://models.example:8443/a%20b?raw=1',
    'https://127.0.0.1/model.sig',
    'https://xn--ssay-43d.example/',
  ])('may be %s', (text) => {
    expect(bundleAddress(text)?.href).toBe(text);
  });

  it.each([
    '',
    'model.sig',
    'http://models.example/model.sig',
    'javascript:alert(1)',
    'data:,x',
    'blob:https://models.example/0',
    'https://user@models.example/',
    'https://user:word@models.example/',
    'https://models.example/#x',
    'https://models.example/#',
    'https://models.example',
    'https://0x7f.1/model.sig',
    'https://аssay.example/',
    'HTTPS://models.example/',
    ' https://models.example/',
    'https://models.example/a/../b',
  ])('is never “%s”', (text) => {
    expect(bundleAddress(text)).toBeUndefined();
  });
});
