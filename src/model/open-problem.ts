import { problem, type Problem } from '../oms/error.ts';
import type { Entry } from './entry.ts';

/** Why an entry of this kind could not be opened, by what the browser threw. */
export function openProblem(error: unknown, kind: Entry['kind']): Problem {
  const name = error instanceof Error ? error.name : '';
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (name === 'NotFoundError') return problem('file-vanished', detail);
  if (kind === 'folder' && (name === 'NotAllowedError' || name === 'SecurityError')) {
    return problem('permission-refused', detail);
  }
  return problem('file-unreadable', detail);
}
