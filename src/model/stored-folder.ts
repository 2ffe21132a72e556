import { type Problem, problem } from '../oms/error.ts';
import { openProblem } from './open-problem.ts';

const READING = { mode: 'read' } as const;

/**
 * Opens a folder whose handle was stored, asking the person for leave where the browser wants that; needs a click.
 * Problems: `permission-refused`; `folder-gone` if it was moved, renamed or deleted; `folder-lost` if its handle is of no
 * more use.
 *
 * @returns the problem, if there is one
 */
export async function reopen(handle: FileSystemDirectoryHandle): Promise<Problem | undefined> {
  try {
    const leave = await handle.queryPermission(READING);
    if (leave !== 'granted' && (await handle.requestPermission(READING)) !== 'granted')
      return problem('permission-refused');
    // A handle outlives its folder, and only reading tells.
    await handle.keys().next();
    return undefined;
  } catch (thrown) {
    const { code, detail } = openProblem(thrown, 'folder');
    if (code === 'file-vanished') return problem('folder-gone');
    return problem(code === 'permission-refused' ? code : 'folder-lost', detail);
  }
}
