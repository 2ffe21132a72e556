import type { BrowserCommand } from 'vitest/node';
import { REPOSITORY } from '../../src/trust-realm/serve.ts';

declare module 'vitest/browser' {
  interface BrowserCommands {
    standInForRepository: (files: RepositoryFiles) => Promise<void>;
  }
}

/** Files by path, in base64; null is never answered. */
type RepositoryFiles = Readonly<Record<string, string | null>>;

/**
 * Has the network answer for Sigstore’s repository with these files. What is not there is answered as the real one may:
 * not found, and without the header that would let a page read so.
 */
const standInForRepository: BrowserCommand<[files: RepositoryFiles]> = async ({ context }, files) => {
  await context.unroute(`${REPOSITORY}**`);
  await context.route(`${REPOSITORY}**`, async (route) => {
    const body = files[route.request().url().slice(REPOSITORY.length)];
    if (body === null) return;
    await route.fulfill(
      body === undefined
        ? { status: 404 }
        : { body: Buffer.from(body, 'base64'), headers: { 'Access-Control-Allow-Origin': '*' } },
    );
  });
};

/** Lets tests in a browser answer for the one place on the network that the page connects to. */
export const routeCommands = { standInForRepository };
