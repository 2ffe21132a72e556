import { arch, availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';
import { versionOf } from './program.ts';

/** Where figures come from: they mean nothing elsewhere. */
export interface Machine {
  readonly system: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGB: number;
  /** Processes that wanted to run in the minute before (`loadavg`): near 0 where nobody disturbs. */
  readonly load: number;
  readonly node: string;
  /** What the programs that are compared with say of their versions. */
  readonly programs: readonly string[];
  /** How much faster OpenSSL is by SHA instructions; about 1 where the processor has none. */
  readonly shaGain?: number;
}

/** Above this much load figures are a trial and no more. */
const QUIET = 0.5;

/** Describes this machine, before it is put to work; `shaGain` as it was measured. */
export function describeMachine(shaGain: number | undefined): Machine {
  return {
    system: `${type()} ${release()} ${arch()}`,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGB: Math.round(totalmem() / 1e9),
    load: loadavg()[0] ?? NaN,
    node: process.version,
    programs: ['sha256sum', 'openssl', 'b2sum', 'b3sum'].flatMap((program) => versionOf(program) ?? []),
    ...(shaGain !== undefined && { shaGain: Math.round(shaGain * 10) / 10 }),
  };
}

/** A warning where something else runs on the machine. */
export function disturbance({ load }: Machine): string | undefined {
  return load > QUIET
    ? `Other work runs here (load ${load.toFixed(1)}): these are trial figures.`
    : undefined;
}
