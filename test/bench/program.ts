import { spawn, spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import type { Listing } from './case.ts';
import type { Peer, PeerName } from './peer.ts';

/** A program that is given files. */
interface Program {
  readonly name: PeerName;
  readonly command: readonly [string, ...string[]];
  /** The only one whose cases are for it. SHA-256 is the measure of all. */
  readonly algorithm?: Listing['algorithm'];
  readonly environment?: Readonly<Record<string, string>>;
  /** Processes at once; one a core if absent. */
  readonly processes?: number;
}

/** Clears the bit of the SHA instructions (OPENSSL_ia32cap(3): bit 29 of EBX of leaf 7). */
const WITHOUT_SHA = { OPENSSL_ia32cap: '~0x0:~0x20000000' };

const OPENSSL = ['openssl', 'dgst', '-sha256'] as const;

const PROGRAMS: readonly Program[] = [
  { name: 'sha256sum', command: ['sha256sum'] },
  { name: 'openssl-plain', command: OPENSSL, environment: WITHOUT_SHA },
  { name: 'openssl', command: OPENSSL },
  { name: 'b2sum', command: ['b2sum'], algorithm: 'blake2b' },
  // It has threads of its own.
  { name: 'b3sum', command: ['b3sum'], algorithm: 'blake3', processes: 1 },
];

/** SHA instructions that gain less than this are none: then OpenSSL is one peer, not two. */
const TOLD_APART = 1.3;

/**
 * The programs that this machine has.
 *
 * @param shaGain what {@link measureShaGain} says.
 * @throws Error without `sha256sum`, which everything is compared with.
 */
export function programs(shaGain: number | undefined): readonly Peer[] {
  const found = PROGRAMS.filter(({ command }) => versionOf(command[0]) !== undefined);
  if (!found.some(({ name }) => name === 'sha256sum')) throw new Error('The bench needs sha256sum');
  const apart = (shaGain ?? 1) >= TOLD_APART;
  return found.filter(({ name }) => name !== 'openssl-plain' || apart).map(peerOf);
}

/** The first line of what a program says of its version, or undefined where there is no such program. */
export function versionOf(program: string): string | undefined {
  const option = program === 'openssl' ? 'version' : '--version';
  const { status, stdout } = spawnSync(program, [option], { encoding: 'utf8' });
  return status === 0 ? stdout.split('\n', 1).join() : undefined;
}

/** How much faster OpenSSL is by the SHA instructions, in memory; undefined without OpenSSL. */
export function measureShaGain(): number | undefined {
  const gain = opensslSpeed({}) / opensslSpeed(WITHOUT_SHA);
  return Number.isFinite(gain) ? gain : undefined;
}

/** Bytes a second of one process. */
function opensslSpeed(environment: Readonly<Record<string, string>>): number {
  const args = ['speed', '-mr', '-seconds', '1', '-bytes', '65536', '-evp', 'sha256'];
  const env = { ...process.env, ...environment };
  const { stdout } = spawnSync('openssl', args, { env, encoding: 'utf8' });
  // `+F:25:sha256:1437459959.32`
  return Number(/^\+F:.*:([\d.]+)$/m.exec(stdout)?.[1] ?? NaN);
}

function peerOf({ name, command, algorithm, environment, processes }: Program): Peer {
  const [program, ...args] = command;
  return {
    name,
    takes: (listing) => algorithm === undefined || algorithm === listing.algorithm,
    async run({ folder, files }) {
      const env = { ...process.env, ...environment };
      const shares = deal(files, processes ?? availableParallelism());
      const began = performance.now();
      await Promise.all(shares.map((share) => finish(program, [...args, ...share], folder, env)));
      return (performance.now() - began) / 1000;
    },
  };
}

/** Deals files, which are all of one size, to so many processes, or to one each if there are fewer. */
function deal(files: readonly string[], processes: number): string[][] {
  const count = Math.min(files.length, processes);
  return Array.from({ length: count }, (_, share) => files.filter((_, index) => index % count === share));
}

function finish(
  program: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'ignore', 'inherit'] });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${program} ended with ${String(code)}`));
    });
  });
}
