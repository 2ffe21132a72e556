import type { LinkExpectation } from '../link/expectation.ts';
import type { WorkflowRule } from '../signer/workflow.ts';
import type { Pin } from '../trust/remembered.ts';
import type { Settings } from '../verify/settings.ts';

/** A file that a person gave, to be given again. Plain data. */
export interface SaidFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly kept?: true;
  readonly nameless?: true;
  /** True if the person said to know it from elsewhere than the model, in which it lies. */
  readonly known?: true;
}

/**
 * All that a person said and gave for a check (`Given`), so that it can be judged in the same way another time. Plain
 * data that a database can keep.
 */
export interface Said {
  readonly identity: string;
  readonly issuer: string;
  readonly accept: 'exact' | WorkflowRule['accept'];
  /** True if identity and issuer were stated before the page showed who signed. */
  readonly blind: boolean;
  /** Of the remembered signer who was chosen. */
  readonly remembered?: Pin;
  readonly publicKey?: SaidFile;
  readonly roots: readonly SaidFile[];
  readonly trustRoot?: SaidFile;
  readonly refused?: Settings['refused'];
  readonly judgeAtIssuance: boolean;
  readonly ignorePaths: string;
  readonly ignoreUnsigned: boolean;
  /** What the link said by which the page was opened, and whether the person confirmed where they had it. */
  readonly link?: { readonly expectation: LinkExpectation; readonly confirmed: boolean };
}
