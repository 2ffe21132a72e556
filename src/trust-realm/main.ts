// The script of `tuf.html`: the one document that may connect. It runs in a frame without an origin, so it reaches neither
// the page around it, nor what the page keeps; and the page reaches it by messages alone.
import { serve } from './serve.ts';

addEventListener('message', ({ origin, source, ports: [port] }) => {
  if (port && source === parent && origin === location.origin)
    serve(port, (address, init) => fetch(address, init));
});
