import { expose } from 'comlink';
import { recallTrustRoot, fetchTrustRoot } from '../src/trust/tuf.ts';
import { publicGoodAnchor } from '../src/trust/tuf-anchor.ts';
import type { TufService } from '../src/trust/tuf-service.ts';
import { sourceOver } from '../src/trust/tuf-source.ts';

const service: TufService = {
  refresh: (port, kept, now) => fetchTrustRoot(publicGoodAnchor(), kept, sourceOver(port), now),
  recall: (kept, now) => Promise.resolve(recallTrustRoot(publicGoodAnchor(), kept, now)),
};

expose(service);
