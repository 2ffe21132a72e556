/** `npm start`: builds the site and serves it on http://localhost:4173, or on the port that `PORT` names (0: any). */
import { buildSite, serveSite } from './site.ts';

const port = Number(process.env.PORT ?? 4173);
try {
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error('PORT is not a port number');
  await buildSite();
  const { address } = await serveSite(port);
  console.log(`\nAssay is at ${address}`);
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  const taken = reason.endsWith('already in use');
  console.error(
    taken ? `${reason}. Another one: PORT=4174 npm start; any free one: PORT=0 npm start` : reason,
  );
  process.exit(1);
}
