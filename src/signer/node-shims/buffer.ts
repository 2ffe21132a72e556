import { Buffer } from 'buffer';

// The Sigstore libraries read `Buffer` and `globalThis.Buffer`, some while they load. All of them load the `crypto`
// shim first, and it loads this module: so no importer has to mind the order.
globalThis.Buffer = Buffer;
