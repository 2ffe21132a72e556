import { messages } from '../messages/index.ts';
import { type Outcome, tally } from '../oms/compare.ts';
import type { IgnoreRule } from '../oms/ignore.ts';
import type { Algorithm } from '../oms/manifest.ts';
import type { Check } from '../signer/check.ts';
import type { Expectation } from '../signer/expectation.ts';
import type {
  Caveat,
  CertificateSummary,
  Signer,
  TrustRootSource,
  TrustRootSummary,
  VerifiedTime,
} from '../signer/result.ts';
import type { Signature } from '../signer/signature.ts';
import type { Report } from '../verify/report.ts';
import type { Settings } from '../verify/settings.ts';
import type { State } from '../verify/verdict.ts';
import { notChecked } from './not-checked.ts';
import { plainText } from './text.ts';

/** The version of the JSON form; a new major one for every change that a reader could stumble over. */
export const REPORT_VERSION = '2.1';

/** A problem as a report holds it: a later version of Assay may know codes that this one does not. */
export interface ReportedProblem {
  readonly code: string;
  readonly message: string;
  readonly next: string;
  readonly detail?: string;
}

/** A certificate with its times as ISO 8601. */
export type ReportedCertificate = Omit<CertificateSummary, 'notBefore' | 'notAfter'> & {
  readonly notBefore: string;
  readonly notAfter: string;
};

/** A trust root with its times as ISO 8601. */
export type ReportedTrustRoot = Omit<TrustRootSummary, 'newest' | 'asOf'> & {
  readonly newest: string;
  readonly asOf?: string;
};

/** What may stand behind files that are not as they were signed; a later version of Assay may know more codes. */
export interface ReportedCause {
  readonly code: string;
  readonly sentence: string;
  readonly next: string;
  readonly paths: readonly string[];
}

type Of<T, K extends string> = Extract<T, { readonly method: K }>;

/** Who signed. */
export type ReportedSigner =
  | (Omit<Of<Signer, 'sigstore'>, 'certificate'> & { readonly certificate: ReportedCertificate })
  | {
      readonly method: 'certificate';
      readonly leaf: ReportedCertificate;
      readonly root?: ReportedCertificate;
    }
  | Of<Signer, 'key'>;

/** Whether the signature holds, and whose it is. */
export type ReportedSignature =
  | {
      readonly holds: true;
      readonly signer: ReportedSigner;
      readonly times: readonly (Omit<VerifiedTime, 'time'> & { readonly time: string })[];
      readonly trustRoot: ReportedTrustRoot | null;
      readonly caveats: readonly {
        readonly code: Caveat['code'];
        readonly detail: string;
        readonly expired?: string;
      }[];
    }
  | { readonly holds: false; readonly problem: ReportedProblem | null };

/** What was found out about one file. */
export type ReportedFile =
  | { readonly outcome: 'match' | 'extra' | 'not-covered'; readonly path: string; readonly size: number }
  | {
      readonly outcome: 'mismatch';
      readonly path: string;
      readonly size: number;
      readonly range?: { readonly start: number; readonly end: number };
      readonly expected: string;
      readonly actual: string;
    }
  | {
      readonly outcome: 'missing';
      readonly path: string;
      readonly problem?: ReportedProblem;
      readonly lookAlike?: string;
      readonly mayBeLink?: boolean;
    }
  | { readonly outcome: 'ignored'; readonly path: string; readonly size: number; readonly rule: IgnoreRule }
  | { readonly outcome: 'unreadable'; readonly path: string; readonly problem: ReportedProblem };

/**
 * A report as `docs/report.schema.json` describes it, which also says what each field means: plain JSON data. Every
 * string but a sentence may be hostile; sentences hold nothing invisible.
 */
export interface ReportDocument {
  readonly type: 'assay-report';
  readonly version: string;
  readonly note: string;
  readonly application: { readonly name: 'Assay'; readonly version: string };
  readonly verdict: {
    readonly state: State;
    readonly code: string;
    readonly headline: string;
    readonly qualifiers: readonly string[];
    readonly problems: readonly ReportedProblem[];
  };
  readonly readAt: string;
  readonly model: Report['model'];
  readonly bundle: Report['bundle'];
  readonly expectation: Expectation | null;
  readonly settings: Pick<Settings, 'refused' | 'judgeAt' | 'ignorePaths' | 'ignoreUnsigned'> & {
    readonly trustRoot: {
      readonly kind: TrustRootSource['kind'];
      readonly origin: Extract<TrustRootSource, { kind: 'imported' }>['origin'] | null;
    };
  };
  readonly signature: ReportedSignature;
  readonly statement: {
    readonly sha256: string;
    readonly rootDigest: string | null;
    readonly subject: string;
    readonly version: string;
    readonly method: 'files' | 'shards';
    readonly algorithm: Algorithm;
    readonly ignorePaths: readonly string[];
  } | null;
  readonly checks: readonly {
    readonly id: string;
    readonly status: Check['status'];
    readonly detail?: string;
  }[];
  readonly counts: Readonly<Record<Outcome, number>>;
  /** Absent in reports before version 2.1. */
  readonly causes?: readonly ReportedCause[];
  readonly interruption: ReportedProblem | null;
  readonly resumed: { readonly from: string; readonly files: number; readonly bytes: number } | null;
  readonly unseen: readonly string[];
  readonly notChecked: readonly string[];
  readonly files: readonly ReportedFile[];
}

/** The document of a report; `application` is the version of Assay that made it. */
export function documentOf(report: Report, application: string): ReportDocument {
  const { verdict, settings, claims } = report;
  const { expectation, refused, trustRoot, judgeAt, ignorePaths, ignoreUnsigned } = settings;
  return {
    type: 'assay-report',
    version: REPORT_VERSION,
    note: messages.report.notSigned,
    application: { name: 'Assay', version: application },
    verdict: {
      state: verdict.state,
      code: verdict.code,
      headline: plainText(verdict.headline),
      qualifiers: verdict.qualifiers.map(plainText),
      problems: 'problems' in verdict ? verdict.problems : [],
    },
    readAt: iso(report.readAt),
    model: report.model,
    bundle: report.bundle,
    expectation: expectation ?? null,
    settings: {
      ...(refused && { refused }),
      judgeAt,
      ignorePaths,
      ignoreUnsigned,
      trustRoot: { kind: trustRoot.kind, origin: trustRoot.kind === 'imported' ? trustRoot.origin : null },
    },
    signature: signatureOf(report.signature),
    statement: claims
      ? {
          sha256: claims.statementDigest,
          rootDigest: claims.manifest.rootDigest ?? null,
          subject: claims.manifest.subject,
          version: claims.manifest.version,
          method: claims.manifest.method,
          algorithm: claims.manifest.algorithm,
          ignorePaths: claims.manifest.ignorePaths,
        }
      : null,
    checks: report.checks,
    counts: tally(report.findings),
    causes: report.causes.map(({ code, sentence, next, paths }) => ({
      code,
      sentence: plainText(sentence),
      next,
      paths,
    })),
    interruption: report.interruption ?? null,
    resumed: report.resumed ? { ...report.resumed, from: iso(report.resumed.from) } : null,
    unseen: report.unseen,
    notChecked: notChecked(report).map(plainText),
    files: report.findings,
  };
}

function signatureOf(signature: Signature | undefined): ReportedSignature {
  if (!signature?.ok) return { holds: false, problem: signature?.problem ?? null };
  const { signer, times, trustRoot, caveats } = signature;
  return {
    holds: true,
    signer: signerOf(signer),
    times: times.map((time) => ({ ...time, time: iso(time.time) })),
    trustRoot: trustRoot ? trustRootOf(trustRoot) : null,
    caveats: caveats.map((caveat) =>
      caveat.code === 'certificate-expired' ? { ...caveat, expired: iso(caveat.expired) } : caveat,
    ),
  };
}

function trustRootOf({ newest, asOf, ...rest }: TrustRootSummary): ReportedTrustRoot {
  return { ...rest, newest: iso(newest), ...(asOf !== undefined && { asOf: iso(asOf) }) };
}

function signerOf(signer: Signer): ReportedSigner {
  switch (signer.method) {
    case 'sigstore':
      return { ...signer, certificate: certificateOf(signer.certificate) };
    case 'certificate': {
      const { method, leaf, root } = signer;
      return { method, leaf: certificateOf(leaf), ...(root && { root: certificateOf(root) }) };
    }
    case 'key':
      return signer;
  }
}

function certificateOf(certificate: CertificateSummary): ReportedCertificate {
  return {
    ...certificate,
    notBefore: iso(certificate.notBefore),
    notAfter: iso(certificate.notAfter),
  };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
