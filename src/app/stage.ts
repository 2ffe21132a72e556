import type { ModelFile, ModelTree } from '../model/tree.ts';
import type { Problem } from '../oms/error.ts';
import type { ReportDocument } from '../report/document.ts';
import type { Claims } from '../signer/claim.ts';
import type { Signature } from '../signer/signature.ts';
import type { Report } from '../verify/report.ts';
import type { Subject } from '../verify/run.ts';
import type { BundleSource } from './bundle-source.ts';

/** What a session shows. */
export type Stage =
  | { readonly at: 'start'; readonly problem?: Problem }
  | { readonly at: 'listing' }
  /** What the page trusts, and what the person keeps; files that they dropped there, to be looked at. */
  | { readonly at: 'trust'; readonly offered?: readonly File[] }
  /** No bundle, or several: the person says which. */
  | {
      readonly at: 'bundle';
      readonly tree: ModelTree;
      readonly found: readonly ModelFile[];
      /** Files that are named or begin like a bundle. */
      readonly suspects: readonly ModelFile[];
      readonly problem?: Problem;
    }
  | { readonly at: 'checking'; readonly subject: Subject }
  | { readonly at: 'verdict'; readonly subject: Subject; readonly report: Report }
  /** A report of another time: what it says was not checked now. */
  | {
      readonly at: 'report';
      /** The name of the file that was dropped; absent for a report that this browser kept. */
      readonly name?: string;
      readonly document: ReportDocument;
    }
  /** A bundle without a model. */
  | {
      readonly at: 'inspecting';
      readonly bundle: BundleSource;
      readonly claims: Claims;
      readonly signature: Signature;
    };

/** The name of what a stage is about; undefined where there is nothing yet. */
export function nameOf(stage: Stage): string | undefined {
  switch (stage.at) {
    case 'start':
    case 'listing':
    case 'trust':
      return undefined;
    case 'bundle':
      return stage.tree.name;
    case 'checking':
    case 'verdict':
      return stage.subject.tree.name;
    case 'report':
      return stage.document.model.name;
    case 'inspecting':
      return stage.bundle.name;
  }
}
