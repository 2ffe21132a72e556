import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Whether this process may do everything, as in CI. */
export const isRoot = process.getuid?.() === 0;

/** Where a program may be. */
export interface Whereabouts {
  /** The environment variable that names another. */
  readonly variable: string;
  /** Names on the path, the best first. */
  readonly commands: readonly string[];
  /** Absolute paths. */
  readonly places: readonly string[];
}

/**
 * Finds a program: what the variable names, then the commands, then the places.
 *
 * @throws Error if the variable names what is not there.
 */
export function findProgram({ variable, commands, places }: Whereabouts): string | undefined {
  const chosen = process.env[variable];
  if (chosen !== undefined && chosen !== '') {
    if (!existsSync(chosen)) throw new Error(`${variable} names ${chosen}, which does not exist`);
    return chosen;
  }
  const folders = (process.env.PATH ?? '').split(delimiter);
  const onPath = commands.flatMap((command) => folders.map((folder) => join(folder, command)));
  return [...onPath, ...places].find((path) => existsSync(path));
}

/** Installs packages of the distribution where this process may: on Debian and its kin, as root. Whether it could is seen after. */
export function installPackages(...packages: readonly string[]): void {
  if (!isRoot || !existsSync('/etc/debian_version')) return;
  if (run('apt-get', 'update')) run('apt-get', 'install', '-y', '--no-install-recommends', ...packages);
}

/** Runs a program to its end, with its output on ours; tells whether it succeeded. */
export function run(command: string, ...args: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env }).status === 0;
}
