import { describe, expect, it } from 'vitest';
import { reportStatement } from '../../../src/report/in-toto.ts';
import { reportMarkdown } from '../../../src/report/markdown.ts';
import { reportText } from '../../../src/report/plain.ts';
import type { Report } from '../../../src/verify/report.ts';
import { HOSTILE, reportsOfAllKinds, verifiedReport } from '../../support/report.ts';

const reports = await reportsOfAllKinds();
const verified = await verifiedReport();
const all = Object.entries(reports);

/** The statement of a report as somebody else would read it. */
function statementOf(report: Report): { subject: unknown; predicate: Record<string, unknown> } {
  const text = reportStatement(report, '1.2.3');
  if (text === undefined) throw new Error('there is no statement');
  return JSON.parse(text) as ReturnType<typeof statementOf>;
}

describe('plain text', () => {
  it('says the verdict, the version and that nothing is signed', () => {
    const text = reportText(verified, '1.2.3');
    expect(text).toContain('These 2 files are exactly what was signed with key');
    expect(text).toMatch(/^Verdict: verified$/m);
    expect(text).toContain('By: Assay 1.2.3');
    expect(text).toContain('This report is not signed');
    expect(text).toContain('- match | sub/b | 2');
  });

  it.each(all)('%s: holds nothing invisible but the ends of its own lines', (_name, report) => {
    expect(reportText(report, HOSTILE).replaceAll('\n', '')).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
  });

  it('lets no name begin a line', () => {
    for (const [, report] of all) expect(reportText(report, HOSTILE)).not.toMatch(/^# x/m);
  });
});

describe('Markdown', () => {
  /** What is left of a line when its code spans are taken out as CommonMark reads them. */
  const bare = (line: string): string => {
    let rest = '';
    for (let at = 0; at < line.length;) {
      const run = /^`+/.exec(line.slice(at))?.[0] ?? '';
      if (run === '' && line[at] === '\\') {
        rest += line.slice(at, at + 2);
        at += 2;
        continue;
      }
      if (run === '') {
        rest += line[at] ?? '';
        at++;
        continue;
      }
      const closing = [...line.slice(at + run.length).matchAll(/`+/g)].find(([end]) => end === run);
      if (!closing) return `${rest} UNCLOSED ${line.slice(at)}`;
      at += run.length + closing.index + run.length;
    }
    return rest;
  };

  it.each(all)('%s: nothing hostile stands outside of code', (_name, report) => {
    for (const line of reportMarkdown(report, HOSTILE).split('\n')) {
      expect(bare(line)).not.toMatch(/UNCLOSED|[^\\]<|javascript|onerror|@org|#1|evil|[^\x20-\x7e–’“”…]/);
    }
  });

  it.each(all)('%s: every row of a table has as many cells as its head', (_name, report) => {
    let columns = 0;
    for (const line of reportMarkdown(report, HOSTILE).split('\n')) {
      if (!line.startsWith('|')) {
        columns = 0;
        continue;
      }
      // A backslash takes the next character along (GFM, table extension).
      const cells = line.replaceAll(/\\./g, '').split('|').length;
      columns ||= cells;
      expect(cells, line).toBe(columns);
    }
  });

  it('shows a name as it is, in a fence that it cannot close', () => {
    const report = { ...verified, model: { ...verified.model, name: '``a`' } };
    expect(reportMarkdown(report, '1')).toContain('# Report on ``` ``a` ```\n');
    expect(reportMarkdown({ ...verified, model: { ...verified.model, name: '' } }, '1')).toContain('(empty)');
  });
});

describe('the in-toto statement', () => {
  it('is a verification summary over the files that were found', () => {
    expect(statementOf(verified)).toEqual({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [
        { name: 'a', digest: { sha256: '61be55a8e2f6b4e172338bddf184d6dbee29c98853e0a0485ecee7f27b9af0b4' } },
        {
          name: 'sub/b',
          digest: { sha256: '3b64db95cb55c763391c707108489ae18b4112d783300de38e033b4c98c3deaf' },
        },
      ],
      predicateType: 'https://slsa.dev/verification_summary/v1',
      predicate: {
        verifier: { id: 'urn:assay', version: { assay: '1.2.3' } },
        timeVerified: '1970-01-01T00:00:00.000Z',
        resourceUri: 'pkg:generic/model',
        policy: {
          uri: 'urn:assay:expectation',
          annotations: {
            expectation: { method: 'key', publicKey: 'PEM', origin: 'file' },
            settings: {
              judgeAt: 'now',
              ignorePaths: [],
              ignoreUnsigned: false,
              trustRoot: { kind: 'public-good', origin: null },
            },
          },
        },
        inputAttestations: [{ name: 'model.sig', digest: { sha256: verified.bundle.sha256 } }],
        verificationResult: 'PASSED',
        verifiedLevels: ['SLSA_BUILD_LEVEL_UNEVALUATED'],
        'urn:assay:note': 'This report is not signed: it is what somebody’s browser showed.',
        'urn:assay:verdict': 'verified',
      },
    });
  });

  it.each(all.filter(([, { verdict, claims }]) => claims && verdict.code !== 'verified'))(
    '%s: does not pass',
    (_name, report) => {
      expect(statementOf(report).predicate.verificationResult).toBe('FAILED');
    },
  );

  it('does not pass for a sample, and says that it is one', () => {
    const settings = {
      ...verified.settings,
      expectation: { method: 'key', publicKey: 'PEM', origin: 'demo' },
    } as const;
    expect(statementOf({ ...verified, settings }).predicate).toMatchObject({
      verificationResult: 'FAILED',
      'urn:assay:note': 'DEMO. This report is not signed: it is what somebody’s browser showed.',
    });
  });

  it('names a file that differs by what it is, and no file that was not read', () => {
    const { failed } = reports;
    if (!failed) throw new Error('no failed report');
    expect(statementOf(failed).subject).toEqual([
      { name: 'a', digest: { sha256: '81cc5b17018674b401b42f35ba07bb79e211239c23bffe658da1577e3e646877' } },
      expect.objectContaining({ name: 'sub/b' }),
    ]);
  });

  it('is about the root digest where files are in shards, and is not made without a digest', () => {
    const { claims } = verified;
    if (!claims) throw new Error('no claims');
    const shards = [{ start: 0, end: 4, digest: 'ab'.repeat(32) }] as const;
    const sharded = (root: { rootDigest?: string }): Report => {
      const manifest = { ...claims.manifest, files: [{ path: 'a', shards }] };
      delete (manifest as { rootDigest?: string }).rootDigest;
      return { ...verified, claims: { ...claims, manifest: { ...manifest, ...root } } };
    };
    expect(statementOf(sharded({ rootDigest: 'cd'.repeat(32) })).subject).toEqual([
      { name: 'model', digest: { sha256: 'cd'.repeat(32) } },
    ]);
    expect(reportStatement(sharded({}), '1')).toBeUndefined();
    expect(reports.unreadable && reportStatement(reports.unreadable, '1')).toBeUndefined();
  });
});
