import { describe, expect, it } from 'vitest';
import type { Findings } from '../../bench/bench.ts';
import type { Result } from '../../bench/result.ts';
import { tableOf } from '../../bench/table.ts';

const RESULT: Result = {
  ...{
    bytes: 4e9,
    files: 4,
    rounds: 3,
    ratio: 1.5,
    mbps: 300,
    spread: [290, 310],
    mainThread: 0.021,
    cpuPerGB: 4,
  },
  peers: { sha256sum: { mbps: { median: 200, least: 190, most: 210 }, ratio: 1.5 } },
};

function findings(load: number, cases: Findings['cases']): Findings {
  const machine = {
    system: 'Linux',
    processor: 'some',
    cores: 2,
    memoryGB: 8,
    load,
    node: 'v20',
    programs: [],
  };
  return { machine, browser: 'Chromium 1', quick: false, cases };
}

describe('the table of the bench', () => {
  it('gives a peer’s ratio with its speed, and leaves out columns without figures', () => {
    const table = tableOf(findings(0, { '4x1GB': RESULT }));
    const [head = '', , row = ''] = table.split('\n').filter((line) => line.startsWith('|'));
    expect(row).toContain('1.50 (200)');
    expect(row).toContain('290–310');
    expect(row).toContain('2.1 %');
    expect(head).not.toMatch(/openssl|peak|hashing/);
    expect(row.split('|').length).toBe(head.split('|').length);
  });

  it('says how memory grows', () => {
    const small = { ...RESULT, bytes: 25e7, peakMB: 320 };
    const table = tableOf(findings(0, { '4x1GB': { ...RESULT, peakMB: 330 }, memory: small }));
    expect(table).toContain('10 MB more for 16 times the bytes');
  });

  it('warns where something else runs', () => {
    expect(tableOf(findings(7.2, { '4x1GB': RESULT }))).toContain('load 7.2');
    expect(tableOf(findings(0.1, { '4x1GB': RESULT }))).not.toContain('trial');
  });
});
