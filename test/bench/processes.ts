import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright';

/** What the processes of a browser used for a piece of work. */
export interface Usage {
  /** CPU seconds of all processes. */
  readonly cpu: number;
  /** Bytes of browser and renderers, shared pages counted once (PSS); absent where there is no `/proc`. */
  readonly memory?: {
    /** Before the work began. */
    readonly base: number;
    readonly peak: number;
  };
}

/** Milliseconds between two looks at memory. */
const LOOK_EVERY = 200;

/** Processes that hold what the page holds; the others draw, or wait. */
const COUNTED = ['browser', 'renderer'];

/** Measures the browser while it works; its page must be open. */
export async function usageOf<T>(browser: Browser, work: () => Promise<T>): Promise<[T, Usage]> {
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo: before } = await devtools.send('SystemInfo.getProcessInfo');
  const pids = before.filter(({ type }) => COUNTED.includes(type)).map(({ id }) => id);
  const size = (): number => pids.reduce((sum, pid) => sum + pssOf(pid), 0);
  const base = size();
  let peak = base;
  const look = setInterval(() => {
    peak = Math.max(peak, size());
  }, LOOK_EVERY);
  try {
    const result = await work();
    const { processInfo: after } = await devtools.send('SystemInfo.getProcessInfo');
    const cpu = cpuOf(after) - cpuOf(before);
    return [result, { cpu, ...(base > 0 && { memory: { base, peak } }) }];
  } finally {
    clearInterval(look);
  }
}

function cpuOf(processes: readonly { readonly cpuTime: number }[]): number {
  return processes.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

/** In bytes; 0 for a process that has ended, or where the system does not tell. */
function pssOf(pid: number): number {
  try {
    const kibibytes = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
    return Number(kibibytes ?? 0) * 1024;
  } catch {
    return 0;
  }
}
