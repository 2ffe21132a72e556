import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether the machine has OpenSSL's command. */
export const HAS_OPENSSL = spawnSync('openssl', ['version']).status === 0;

/** Runs `openssl` in a folder of its own that holds `files`; true if it ends well. */
export function openssl(
  args: readonly string[],
  files: Readonly<Record<string, string | Uint8Array>>,
): boolean {
  const cwd = mkdtempSync(join(tmpdir(), 'assay-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(cwd, name), content);
    return spawnSync('openssl', args, { cwd }).status === 0;
  } finally {
    rmSync(cwd, { recursive: true });
  }
}
