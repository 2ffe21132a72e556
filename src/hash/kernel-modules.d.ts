/** A kernel of `workers/kernels/`, compiled, as base64; served by `scripts/kernels.ts`. */
declare module 'virtual:kernels/*' {
  const base64: string;
  export default base64;
}
