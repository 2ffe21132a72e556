import type { Findings } from './bench.ts';
import { disturbance } from './machine.ts';
import type { PeerName } from './peer.ts';
import type { Result } from './result.ts';

interface Column {
  readonly title: string;
  readonly cell: (result: Result) => string;
}

const whole = (value: number | undefined): string => (value === undefined ? '–' : value.toFixed(0));
const times = (value: number | undefined): string => (value === undefined ? '–' : value.toFixed(2));

/** The page by a peer, and the peer's own speed. */
function against(name: PeerName, title: string): Column {
  return {
    title,
    cell: ({ peers }) => {
      const peer = peers[name];
      return peer ? `${times(peer.ratio)} (${whole(peer.mbps.median)})` : '–';
    },
  };
}

const COLUMNS: readonly Column[] = [
  { title: 'MB/s', cell: ({ mbps }) => whole(mbps) },
  { title: 'spread', cell: ({ spread }) => spread.map(whole).join('–') },
  { title: 'hashing', cell: ({ hashingMbps }) => whole(hashingMbps) },
  against('sha256sum', '× sha256sum'),
  against('openssl-plain', '× openssl, no SHA'),
  against('openssl', '× openssl'),
  against('reference', '× reference'),
  against('b2sum', '× b2sum'),
  against('b3sum', '× b3sum'),
  { title: 'peak MB', cell: ({ peakMB }) => whole(peakMB) },
  { title: 'at rest MB', cell: ({ baseMB }) => whole(baseMB) },
  { title: 'listed ms', cell: ({ listedMs }) => whole(listedMs) },
  { title: 'first ms', cell: ({ firstProgressMs }) => whole(firstProgressMs) },
  { title: 'closing ms', cell: ({ closingMs }) => whole(closingMs) },
  { title: 'main thread', cell: ({ mainThread }) => `${(mainThread * 100).toFixed(1)} %` },
  { title: 'CPU s/GB', cell: ({ cpuPerGB }) => times(cpuPerGB) },
];

/** The findings as a table in Markdown, with a line about the machine above and what the columns mean below. */
export function tableOf({ machine, browser, quick, cases, withoutReference }: Findings): string {
  const rows = Object.entries(cases).map(([name, result]) => [
    name,
    ...COLUMNS.map(({ cell }) => cell(result)),
  ]);
  const table = [['case', ...COLUMNS.map(({ title }) => title)], ...rows];
  // Without columns in which nobody has a figure.
  const kept = (table[0] ?? []).map((_, column) => rows.some((row) => row[column] !== '–'));
  const trimmed = table.map((row) => row.filter((_, column) => kept[column]));
  const widths = (trimmed[0] ?? []).map((_, column) =>
    Math.max(...trimmed.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = trimmed;
  const warning = disturbance(machine);
  return [
    `${machine.processor}, ${machine.cores} cores, ${machine.memoryGB} GB; ${machine.system}; ${browser}${quick ? '; quick' : ''}`,
    [
      ...machine.programs,
      ...(withoutReference === undefined ? [] : [`no reference: ${withoutReference}`]),
    ].join('; '),
    '',
    line(head),
    line(widths.map((width) => '-'.repeat(width))),
    ...body.map(line),
    '',
    'Medians. MB/s: bytes by the time from drop to verdict; hashing: between first and last progress shown.',
    '×: the page’s speed by the other’s, and that one’s MB/s, one process a core, for one file one process.',
    'listed: drop to check. first: drop to first progress shown. closing: last progress to verdict. main thread: busy share of the page’s own thread.',
    ...flatness(cases),
    ...(warning === undefined ? [] : [warning]),
  ].join('\n');
}

/** What 16 times the bytes do to memory. */
function flatness({ memory: small, '4x1GB': large }: Findings['cases']): string[] {
  if (small?.peakMB === undefined || large?.peakMB === undefined) return [];
  const growth = large.peakMB - small.peakMB;
  return [`Peak memory: ${whole(growth)} MB more for ${whole(large.bytes / small.bytes)} times the bytes.`];
}
