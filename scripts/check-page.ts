/**
 * `npm run check:page`: builds the page, serves it as `npm start` does, and holds it to its goals: no rule of
 * accessibility broken in any state, a light first load, and what Lighthouse says of it on a desktop, the median of five.
 */
import lighthouse, { desktopConfig } from 'lighthouse';
import { chromium } from 'playwright';
import puppeteer from 'puppeteer-core';
import { gzipSync } from 'node:zlib';
import { median } from '../test/bench/figures.ts';
import { tour } from '../test/e2e/tour.ts';
import { violationsInEveryLook } from '../test/e2e/violations.ts';
import { BROWSER_ARGUMENTS, findBrowser, installBrowser, launchOptions } from './browser.ts';
import { buildSite, MAX_FIRST_LOAD, serveSite } from './site.ts';

const ROUNDS = 5;

/** Least scores, of 100, by Lighthouse’s names. */
const GOALS = { performance: 95, accessibility: 100, 'best-practices': 100, seo: 100 } as const;

interface Row {
  readonly name: string;
  readonly goal: string;
  readonly found: string;
  readonly ok: boolean;
  /** Whatever keeps it from its goal. */
  readonly reasons: readonly string[];
}

/** Lighthouse asks for it in the page’s name, and the page’s own policy lets nothing be fetched: it would always fail. */
const BLIND_AUDITS = ['robots-txt'];

/** What Lighthouse says of one visit by a new browser: scores of 100, and the titles of the audits below theirs. */
interface Visit {
  readonly scores: ReadonlyMap<string, number>;
  readonly shortfalls: ReadonlyMap<string, readonly string[]>;
}

async function visit(address: string): Promise<Visit> {
  const executablePath = findBrowser() ?? chromium.executablePath();
  const browser = await puppeteer.launch({ executablePath, args: [...BROWSER_ARGUMENTS] });
  try {
    const page = await browser.newPage();
    const result = await lighthouse(
      address,
      { logLevel: 'error', skipAudits: BLIND_AUDITS },
      desktopConfig,
      page,
    );
    if (!result) throw new Error('Lighthouse says nothing');
    const { audits, categories, runtimeError } = result.lhr;
    if (runtimeError) throw new Error(runtimeError.message);
    const shortfalls = Object.values(categories).map(({ id, auditRefs }) => {
      const short = auditRefs.filter((ref) => ref.weight > 0 && (audits[ref.id]?.score ?? 1) < 1);
      return [id, short.map((ref) => audits[ref.id]?.title ?? ref.id)] as const;
    });
    const scores = Object.values(categories).map(({ id, score }) => [id, (score ?? 0) * 100] as const);
    return { scores: new Map(scores), shortfalls: new Map(shortfalls) };
  } finally {
    await browser.close();
  }
}

async function lighthouseRows(address: string): Promise<Row[]> {
  const visits: Visit[] = [];
  while (visits.length < ROUNDS) visits.push(await visit(address));
  return Object.entries(GOALS).map(([name, goal]) => {
    const scores = visits.map((each) => Math.round(each.scores.get(name) ?? 0));
    const score = median(scores);
    const shortfalls = visits.flatMap((each) => each.shortfalls.get(name) ?? []);
    return {
      name,
      goal: `≥ ${goal}`,
      found: `${score} (${scores.join(' ')})`,
      ok: score >= goal,
      reasons: [...new Set(shortfalls)],
    };
  });
}

/** All that a first visit loads before the start can be used, each file gzipped. What is fetched ahead comes after it. */
async function firstLoadRows(address: string): Promise<Row[]> {
  const browser = await chromium.launch(launchOptions());
  try {
    const page = await browser.newPage();
    const sizes = new Map<string, Promise<number>>();
    page.on('response', (response) => {
      sizes.set(
        response.url(),
        response.body().then((body) => gzipSync(body).length),
      );
    });
    await page.goto(address, { waitUntil: 'networkidle' });
    const needed = await page.evaluate(() => {
      const [document] = performance.getEntriesByType('navigation');
      const end = document instanceof PerformanceNavigationTiming ? document.loadEventStart : Infinity;
      return performance
        .getEntries()
        .filter((entry) => entry instanceof PerformanceResourceTiming && entry.startTime < end)
        .map(({ name }) => name);
    });
    const total = (await Promise.all(needed.map((url) => sizes.get(url) ?? Promise.resolve(0)))).reduce(
      (sum, size) => sum + size,
      0,
    );
    return [
      {
        name: 'first load',
        goal: `≤ ${MAX_FIRST_LOAD / 1000} kB`,
        found: `${(total / 1000).toFixed(1)} kB gzipped, ${needed.length} files`,
        ok: total <= MAX_FIRST_LOAD,
        reasons: [],
      },
    ];
  } finally {
    await browser.close();
  }
}

async function accessRows(address: string): Promise<Row[]> {
  const reasons: string[] = [];
  const states = await tour(address, async (state, page) => {
    for (const violation of await violationsInEveryLook(page)) reasons.push(`${state}, ${violation}`);
  });
  return [
    {
      name: 'axe',
      goal: '0 broken rules',
      found: `${reasons.length}, in ${states} states, light and dark, desktop and phone`,
      ok: reasons.length === 0,
      reasons,
    },
  ];
}

function print({ name, goal, found, ok, reasons }: Row): void {
  console.log(`${ok ? 'ok    ' : 'FAILED'}  ${name.padEnd(15)} ${goal.padEnd(15)} ${found}`);
  if (!ok) for (const reason of reasons) console.log(`          ${reason}`);
}

installBrowser();
await buildSite('warn');
const site = await serveSite(0);
try {
  for (const measure of [firstLoadRows, lighthouseRows, accessRows]) {
    for (const row of await measure(site.address)) {
      print(row);
      if (!row.ok) process.exitCode = 1;
    }
  }
  console.log(`Left out of Lighthouse: ${BLIND_AUDITS.join(', ')}, for the policy forbids its request.`);
} finally {
  await site.close();
}
