import { version } from '../../package.json';

/** The version of this page, which its reports name. */
export const VERSION: string = version;

/** Which build this page says it is. */
export interface Build {
  /** 40 hexadecimal digits; empty if the build did not know. */
  readonly commit: string;
  /** Whether its sources were not those of the commit to the letter. */
  readonly changed: boolean;
  /** SHA-256 of its programs, in hexadecimal digits (`docs/rebuild.md`). */
  readonly digest: string;
}

/** Reads what the build wrote into the document (`scripts/build-facts.ts`); undefined where nothing was built. */
export function readBuild(page: Document): Build | undefined {
  const fact = (name: string): string | undefined =>
    page.querySelector<HTMLMetaElement>(`meta[name=assay-${name}]`)?.content;
  const [commit, digest] = [fact('commit'), fact('digest')];
  if (commit === undefined || digest === undefined) return undefined;
  return { commit: commit.replace('+', ''), changed: commit.endsWith('+'), digest };
}
