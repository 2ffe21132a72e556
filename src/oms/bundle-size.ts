/** Largest bundle that is read, in bytes. Real ones have kilobytes; 64 MiB leaves room for some 350,000 files. */
export const MAX_BUNDLE_BYTES = 64 * 1024 * 1024;
