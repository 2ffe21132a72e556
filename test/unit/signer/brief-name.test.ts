import { describe, expect, it } from 'vitest';
import { briefNameOf } from '../../../src/signer/brief-name.ts';

describe('briefNameOf', () => {
  it('takes the common name and the organisation', () => {
    expect(briefNameOf('CN=release,OU=Weights,O=Models Inc,C=DE')).toEqual({
      name: 'release',
      organisation: 'Models Inc',
    });
    expect(briefNameOf('CN=Models Inc,O=Models Inc')).toEqual({ name: 'Models Inc' });
    expect(briefNameOf('O=Models Inc+CN=root')).toEqual({ name: 'root', organisation: 'Models Inc' });
  });

  it('takes no attribute out of the value of another', () => {
    expect(briefNameOf('CN=me\\,O=Google,O=Other')).toEqual({ name: 'me,O=Google', organisation: 'Other' });
    expect(briefNameOf('CN=a\\\\,O=b')).toEqual({ name: 'a\\', organisation: 'b' });
    expect(briefNameOf('OU=x\\,CN\\=evil,CN=me')).toEqual({ name: 'me' });
  });

  it.each([
    'certificate 0123456789abcdef…',
    'O=Models Inc',
    'CN=one,CN=two',
    'CN=one,O=a,O=b',
    'CN=',
    'CN=#0c0161',
    'CN=line\\0abreak',
    '',
  ])('leaves %j as it is', (text) => {
    expect(briefNameOf(text)).toEqual({ name: text });
  });
});
