import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SINGLE_FILE, SINGLE_FOLDER } from '../../scripts/single.ts';
import { SUMS } from '../../scripts/sums.ts';

/** Where these sources lie. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The folders that the builds make, by the script that makes them. */
export const FOLDERS = { build: 'dist', 'build:single': SINGLE_FOLDER } as const;

/**
 * Runs a build in a folder of these sources, in an environment that holds nothing of the tests' own.
 *
 * @throws Error if it fails, with what it says
 */
export function runBuild(script: keyof typeof FOLDERS, folder = ROOT, env: NodeJS.ProcessEnv = {}): void {
  const { PATH, HOME } = process.env;
  const { status, stdout, stderr } = spawnSync('npm', ['run', script, '--', '--logLevel', 'error'], {
    cwd: folder,
    env: { ...(PATH && { PATH }), ...(HOME && { HOME }), ...env },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`npm run ${script}: ${stdout}${stderr}`);
}

/** The folder that a build made, whenever that was; makes it where there is none. */
export function builtBy(script: keyof typeof FOLDERS): string {
  const folder = join(ROOT, FOLDERS[script]);
  if (!existsSync(join(folder, SUMS))) runBuild(script);
  return folder;
}

/** The page in one file. */
export function builtFile(): string {
  return join(builtBy('build:single'), SINGLE_FILE);
}
