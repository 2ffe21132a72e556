import type { Refreshed } from '../../src/trust/tuf.ts';
import type { TufAnchor } from '../../src/trust/tuf-anchor.ts';
import type { KeptMetadata } from '../../src/trust/tuf-kept.ts';
import { type Bytes, utf8 } from './bytes.ts';
import { honest } from './tuf-lies.ts';
import { refreshFrom } from './tuf-mirror.ts';
import { TestRepository } from './tuf-repository.ts';

/** Milliseconds since 1970. */
export const NOW = Date.UTC(2026, 10, 22);

/** A client that was built with the first root, and refreshed when the second trusted root was the newest; a third came since. */
export interface TufScene {
  readonly repository: TestRepository;
  readonly anchor: TufAnchor;
  /** The repository’s files as the client saw them. */
  readonly old: ReadonlyMap<string, Bytes>;
  readonly kept: KeptMetadata;
}

export async function setTufScene(): Promise<TufScene> {
  const repository = await TestRepository.create(NOW);
  const { anchor } = repository;
  await repository.publishRoot();
  await repository.publish(utf8('the second trusted root'));
  const old = new Map(repository.files);
  const { kept } = await refreshFrom(honest(repository), anchor, undefined, NOW);
  await repository.publish(utf8('the third trusted root'));
  return { repository, anchor, old, kept };
}

/** The text of the trusted root that came of a refresh, or the code of its problem. */
export function outcomeOf({ result }: Refreshed): string {
  return result.ok ? new TextDecoder().decode(result.value.bytes) : result.problem.code;
}
