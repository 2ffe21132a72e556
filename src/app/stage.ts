import type { ModelFile, ModelTree } from '../model/tree.ts';
import type { Problem } from '../oms/error.ts';
import type { ReportDocument } from '../report/document.ts';
import type { Claims } from '../signer/claim.ts';
import type { Signature } from '../signer/signature.ts';
import type { Report } from '../verify/report.ts';
import type { Subject } from '../verify/run.ts';
import type { BundleSource } from './bundle-source.ts';
import type { Listing } from './listing.svelte.ts';

/** Something that was given and is of no use. */
export interface Rejected {
  readonly problem: Problem;
  /** What it was, by its names, which are hostile text; none where nothing was named. */
  readonly names: readonly string[];
}

/** What a session shows. */
export type Stage =
  | {
      readonly at: 'start';
      /** True where the page comes back to it: something was given, and called off or of no use. */
      readonly returned?: true;
      readonly rejected?: Rejected;
    }
  /** Files are being looked through; if that is called off, the page is as it was `before`. */
  | { readonly at: 'listing'; readonly listing: Listing; readonly before: Settled }
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
  | {
      readonly at: 'verdict';
      readonly subject: Subject;
      readonly report: Report;
      /** True where it stands there from before: something else was dropped since, and is of no use. */
      readonly remains?: boolean;
    }
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

/** What stays until somebody does something, or a check is done. */
export type Settled = Exclude<Stage, { readonly at: 'listing' }>;

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
