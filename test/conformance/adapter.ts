/**
 * The OMS conformance adapter (https://github.com/sampras343/model-signing-conformance,
 * `docs/conformance_adapter_cli_protocol.md`), for the page as it is built: every case is dropped onto it and every
 * option entered into its form, in a browser. Signing is not offered.
 *
 * `verify-model --method key|certificate|sigstore --model-path DIR_OR_FILE --bundle FILE [--public-key PEM]
 * [--cert-chain PEM]... [--identity ID --identity-provider URL] [--trust-config FILE] [--ignore-paths PATH]...
 * [--ignore-unsigned-files] [--at now|issuance] [--json]` exits with 0 if the verdict is `verified`, 2 if it was called
 * in another way, and else 1. It prints the verdict's code and sentence, or the report with `--json`.
 *
 * `verify-batch` takes the same options as one JSON object a line on standard input, in camel case, with an `id`, and
 * answers each line in turn with one of `{"id", "verified", "verdict", "code", "message", "ms"}`. A line that cannot be
 * read or checked has the verdict `error`, with the code `usage` or `adapter`.
 */
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { parseArguments, parseLine, requestOf, UsageError, type LineId } from './request.ts';
import { Verifier } from './verifier.ts';

async function verifyModel(args: readonly string[]): Promise<number> {
  const { options, json } = parseArguments(args);
  const request = requestOf(options);
  return withVerifier(async (verifier) => {
    const { verified, verdict, code, message, report } = await verifier.verify(request);
    const shown = { verdict: { state: verdict, code, headline: message } };
    console.log(json ? JSON.stringify((await report()) ?? shown, null, 2) : `${code}: ${message}`);
    return verified ? 0 : 1;
  });
}

async function verifyBatch(args: readonly string[]): Promise<number> {
  if (args.length > 0) throw new UsageError('verify-batch takes no arguments');
  return withVerifier(async (verifier) => {
    for await (const text of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
      if (text.trim() !== '') console.log(JSON.stringify(await answerLine(verifier, text)));
    }
    return 0;
  });
}

async function answerLine(verifier: Verifier, text: string): Promise<object> {
  const began = performance.now();
  const ms = (): number => Math.round(performance.now() - began);
  let id: LineId = null;
  try {
    const line = parseLine(text);
    id = line.id;
    const { verified, verdict, code, message } = await verifier.verify(requestOf(line.options));
    return { id, verified, verdict, code, message, ms: ms() };
  } catch (error) {
    const code = error instanceof UsageError ? 'usage' : 'adapter';
    return { id, verified: false, verdict: 'error', code, message: messageOf(error), ms: ms() };
  }
}

async function withVerifier(work: (verifier: Verifier) => Promise<number>): Promise<number> {
  const verifier = await Verifier.open();
  try {
    return await work(verifier);
  } finally {
    await verifier.close();
  }
}

/** The first line, plain: Playwright goes on with a call log in colour. */
const messageOf = (error: unknown): string => {
  const message = error instanceof Error ? error.message : String(error);
  return stripVTControlCharacters(message).split('\n', 1).join();
};

const [command, ...args] = process.argv.slice(2);
try {
  if (command === 'verify-model') process.exitCode = await verifyModel(args);
  else if (command === 'verify-batch') process.exitCode = await verifyBatch(args);
  else throw new UsageError('the commands are verify-model and verify-batch');
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
