import type { ModelFile } from '../../src/model/tree.ts';

/** The text of a file of a model, or the code of the problem with opening it. */
export async function contentOf(file: ModelFile | undefined): Promise<string | undefined> {
  const opened = await file?.open();
  return opened?.ok ? opened.value.text() : opened?.problem.code;
}
