/** What is used of the AssemblyScript compiler, whose own types declare global ones that change `Array` for all code. */
declare const asc: {
  main(
    options: readonly string[],
    files: {
      readonly readFile: (name: string) => Promise<string | null>;
      readonly writeFile: (name: string, contents: Uint8Array | string) => void;
      readonly listFiles: (folder: string) => string[];
    },
  ): Promise<{ readonly error: Error | null }>;
};
export default asc;
