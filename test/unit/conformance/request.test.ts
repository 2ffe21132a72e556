import { describe, expect, it } from 'vitest';
import {
  parseArguments,
  parseLine,
  pathInside,
  requestOf,
  settingsOf,
  UsageError,
} from '../../conformance/request.ts';

const KEY = ['--method', 'key', '--model-path', '/m', '--bundle', '/b.sig', '--public-key', '/k.pem'];
const read = (...args: string[]) => requestOf(parseArguments(args).options);

describe('verify-model arguments', () => {
  it('reads a request and leaves out what was not given', () => {
    expect(read(...KEY)).toEqual({
      expectation: { method: 'key', publicKey: '/k.pem' },
      modelPath: '/m',
      bundle: '/b.sig',
      ignorePaths: [],
      ignoreUnsignedFiles: false,
      at: 'now',
    });
    expect(settingsOf(read(...KEY))).toEqual({ publicKeyFile: '/k.pem' });
  });

  it('collects repeated options', () => {
    const method = ['--method', 'certificate', '--cert-chain', '/a.pem', '--cert-chain', '/b.pem'];
    const request = read(...method, '--model-path', '/m', '--bundle', '/m/x.sig', '--ignore-paths', '/m/a');
    expect(settingsOf(request)).toEqual({ rootCertificateFiles: ['/a.pem', '/b.pem'], ignorePaths: ['a'] });
  });

  it('reads the flags', () => {
    const { options, json } = parseArguments([
      ...KEY,
      '--ignore-unsigned-files',
      '--at',
      'issuance',
      '--json',
    ]);
    expect(json).toBe(true);
    expect(settingsOf(requestOf(options))).toEqual({
      publicKeyFile: '/k.pem',
      ignoreUnsignedFiles: true,
      judgeAtIssuance: true,
    });
  });

  it.each([
    ['an unknown option', [...KEY, '--use-staging']],
    ['an option without its value', [...KEY, '--at']],
    ['a stray argument', [...KEY, 'more']],
    ['an unknown method', [...KEY, '--method', 'pgp']],
    ['an unknown time', [...KEY, '--at', 'noon']],
    ['no key', KEY.slice(0, 6)],
    ['no model', KEY.filter((arg) => arg !== '--model-path' && arg !== '/m')],
    ['no certificate', [...KEY, '--method', 'certificate']],
    ['an identity without an issuer', [...KEY, '--method', 'sigstore', '--identity', 'a@example.org']],
  ])('refuses %s', (_what, args) => {
    expect(() => read(...args)).toThrow(UsageError);
  });
});

describe('verify-batch lines', () => {
  const LINE = { id: 'x', method: 'key', modelPath: '/m', bundle: '/b.sig', publicKey: '/k.pem' };
  const readLine = (fields: object) => requestOf(parseLine(JSON.stringify({ ...LINE, ...fields })).options);

  it('reads the same request as the command line, empty options being absent', () => {
    const empty = {
      certChain: [],
      identity: '',
      trustConfig: null,
      ignorePaths: [],
      ignoreUnsignedFiles: false,
    };
    expect(readLine(empty)).toEqual(read(...KEY));
  });

  it('keeps the id of a line whose request is wrong', () => {
    const { id, options } = parseLine('{"id": 3, "method": "key"}');
    expect(id).toBe(3);
    expect(() => requestOf(options)).toThrow(UsageError);
  });

  it.each(['', 'null', '"text"', '{"id":', '3'])('refuses %j', (line) => {
    expect(() => parseLine(line)).toThrow(UsageError);
  });

  it.each([
    ['a number for a path', { modelPath: 3 }],
    ['a text for a list', { ignorePaths: '/m/a' }],
    ['a list of other things', { ignorePaths: [1] }],
    ['a path that the form would take for two', { ignorePaths: ['/m/a\nb'] }],
    ['a text for a flag', { ignoreUnsignedFiles: 'no' }],
  ])('refuses %s', (_what, fields) => {
    expect(() => readLine(fields)).toThrow(UsageError);
  });

  it('enters no ignored path that lies outside the model', () => {
    expect(settingsOf(readLine({ ignorePaths: ['/elsewhere/x', '/m', '/mm/x', '/m/a/b'] }))).toMatchObject({
      ignorePaths: ['a/b'],
    });
  });
});

it('tells paths inside a folder from others', () => {
  expect(pathInside('/m', '/m/a/b')).toBe('a/b');
  expect(pathInside('/m', '/m/..a')).toBe('..a');
  for (const path of ['/m', '/', '/mm/a', '/n/a']) expect(pathInside('/m', path)).toBeUndefined();
});
