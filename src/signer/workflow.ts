import { messages } from '../messages/index.ts';

/** The two forges whose workflow identities Fulcio writes as URLs with a structure that is known. */
export type Forge = 'github.com' | 'gitlab.com';

/** The identity of a workflow, in its parts. */
export interface Workflow {
  readonly forge: Forge;
  /** Organisation or user; on GitLab the top-level group. */
  readonly owner: string;
  /** On GitLab with its subgroups: `team/models`. */
  readonly repository: string;
  /** Path of the file that defines it, such as `.github/workflows/release.yml`. */
  readonly file: string;
  /** The Git reference it ran for, such as `refs/tags/v1`. */
  readonly ref: string;
}

/** Workflows that a person accepts alike. Fields, never a pattern: what is not a field must be equal. */
export type WorkflowRule =
  | ({ readonly accept: 'any-ref' } & Pick<Workflow, 'forge' | 'owner' | 'repository' | 'file'>)
  | ({ readonly accept: 'any-workflow' } & Pick<Workflow, 'forge' | 'owner' | 'repository'>)
  | ({ readonly accept: 'any-repository' } & Pick<Workflow, 'forge' | 'owner'>);

const NAME = '[A-Za-z0-9_][A-Za-z0-9_.-]*';
const REF = 'refs/[^@\\s]+';
/** `https://github.com/OWNER/REPOSITORY/.github/workflows/FILE@REF` */
const GITHUB = new RegExp(
  `^https://(github\\.com)/(${NAME})/(${NAME})/(\\.github/workflows/[^/@\\s]+)@(${REF})$`,
);
/** `https://gitlab.com/GROUP/SUBGROUP/PROJECT//PATH@REF` */
const GITLAB = new RegExp(`^https://(gitlab\\.com)/(${NAME})/(${NAME}(?:/${NAME})*)//([^@\\s]+)@(${REF})$`);

/**
 * Reads a workflow identity (https://github.com/sigstore/fulcio/blob/main/docs/oidc.md); undefined if it is none, down
 * to the letter: a URL that only begins like one must not be taken for it.
 */
export function parseWorkflow(identity: string): Workflow | undefined {
  const [, forge, owner, repository, file, ref] = GITHUB.exec(identity) ?? GITLAB.exec(identity) ?? [];
  if (!isForge(forge) || !owner || !repository || !file || !ref) return undefined;
  return { forge, owner, repository, file, ref };
}

/** The rule that accepts `workflow` and those that differ from it only in what `accept` leaves open. */
export function ruleFor(
  { forge, owner, repository, file }: Workflow,
  accept: WorkflowRule['accept'],
): WorkflowRule {
  switch (accept) {
    case 'any-ref':
      return { accept, forge, owner, repository, file };
    case 'any-workflow':
      return { accept, forge, owner, repository };
    case 'any-repository':
      return { accept, forge, owner };
  }
}

/** True if the identity is a workflow that the rule accepts. */
export function matchesRule(identity: string, rule: WorkflowRule): boolean {
  const workflow = parseWorkflow(identity);
  if (workflow?.forge !== rule.forge || workflow.owner !== rule.owner) return false;
  switch (rule.accept) {
    case 'any-ref':
      return workflow.repository === rule.repository && workflow.file === rule.file;
    case 'any-workflow':
      return workflow.repository === rule.repository;
    case 'any-repository':
      return true;
  }
}

/** What a rule accepts, in words: `any workflow of github.com/org/models`. */
export function ruleText(rule: WorkflowRule): string {
  switch (rule.accept) {
    case 'any-ref':
      return messages.workflows.anyRef(rule.file, `${rule.forge}/${rule.owner}/${rule.repository}`);
    case 'any-workflow':
      return messages.workflows.anyWorkflow(`${rule.forge}/${rule.owner}/${rule.repository}`);
    case 'any-repository':
      return messages.workflows.anyRepository(`${rule.forge}/${rule.owner}`);
  }
}

function isForge(host: string | undefined): host is Forge {
  return host === 'github.com' || host === 'gitlab.com';
}
