import { findProgram, installPackages } from './program.ts';

/** Finds an nginx: `ASSAY_NGINX`, then the system's. */
export function findNginx(): string | undefined {
  return findProgram({ variable: 'ASSAY_NGINX', commands: ['nginx'], places: ['/usr/sbin/nginx'] });
}

/** Finds a Caddy: `ASSAY_CADDY`, then the system's. */
export function findCaddy(): string | undefined {
  return findProgram({ variable: 'ASSAY_CADDY', commands: ['caddy'], places: [] });
}

/** Installs the web servers that lack, as far as the distribution has them; without one its tests are skipped. */
export function installServers(): void {
  if (findNginx() !== undefined && findCaddy() !== undefined) return;
  console.log('No nginx or no Caddy found, trying to install them.');
  installPackages('nginx-light', 'caddy');
}
