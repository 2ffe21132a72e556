/** `npm run hosting`: writes the recipes of `docs/hosting/` anew, after a header was changed. */
import { writeFileSync } from 'node:fs';
import { caddyRecipe, nginxRecipe } from './hosting.ts';

for (const [name, text] of [
  ['nginx.conf', nginxRecipe()],
  ['Caddyfile', caddyRecipe()],
] as const)
  writeFileSync(new URL(`../docs/hosting/${name}`, import.meta.url), text);
