import { describe, expect, it } from 'vitest';
import { headersFor, narrowedPolicy, PAGE_HEADERS, PAGE_POLICY } from '../../../src/pwa/policy.ts';

const csp = 'Content-Security-Policy';

describe('the headers of a file', () => {
  it.each(['/', '/index.html', '/tools/assay/', '/assets/index-x.js', '/no-such-file'])(
    'are those of the page: %s',
    (path) => {
      expect(headersFor(path)).toMatchObject(PAGE_HEADERS);
    },
  );

  it('leave the documents that may connect their own policies, and nobody a hold of them', () => {
    for (const path of [
      '/tuf.html',
      '/tools/assay/tuf.html?x',
      '/tuf.html#/x',
      'https://host.example/tuf.html',
    ])
      expect(headersFor(path)).toMatchObject({ [csp]: 'sandbox allow-scripts' });
    expect(headersFor('/bundle.html')).not.toHaveProperty(csp);
    expect(headersFor('/bundle.html')['Cross-Origin-Opener-Policy']).not.toBe('same-origin');
    for (const path of ['/tuf.html', '/bundle.html'])
      expect(headersFor(path)).not.toHaveProperty('Connection-Allowlist');
  });

  it('let the service worker fetch from its own host, and nothing else', () => {
    expect(headersFor('/sw.js')[csp]).toContain("connect-src 'self'");
    expect(headersFor('/sw.js')).toMatchObject({ 'Connection-Allowlist': '(response-origin)' });
  });

  it('let nobody keep anything for long but what is named by its content', () => {
    expect(headersFor('/assets/index-x.js')['Cache-Control']).toContain('immutable');
    for (const path of ['/', '/sw.js', '/tuf.html'])
      expect(headersFor(path)['Cache-Control']).toBe('no-cache');
  });
});

describe('the policy of the page', () => {
  it('lets it connect to nothing, and no text become code or markup', () => {
    for (const directive of [
      "default-src 'none'",
      "connect-src 'none'",
      "require-trusted-types-for 'script'",
    ])
      expect(PAGE_POLICY.split('; ')).toContain(directive);
    expect(PAGE_POLICY).not.toMatch(/(?<!wasm-)unsafe-|allow-duplicates|\*/);
  });

  it('is narrowed to the files that lie beside the page', () => {
    const [assets, worker] = ['assets/', 'sw.js'].map((name) => `https://host.example/tools/assay/${name}`);
    expect(narrowedPolicy('https://host.example/tools/assay/index.html').split('; ')).toEqual([
      `script-src ${assets} ${worker} 'wasm-unsafe-eval'`,
      `worker-src ${assets} ${worker} blob:`,
      `style-src ${assets} ${worker}`,
      `frame-src https://host.example/tools/assay/tuf.html ${worker}`,
    ]);
  });

  it('cannot be broken out of by the name of a folder', () => {
    const policy = narrowedPolicy("https://host.example/a;b, 'unsafe-eval'/");
    expect(policy.split(';')).toHaveLength(4);
    expect(policy).not.toMatch(/,|\s'unsafe-eval'/);
  });
});
