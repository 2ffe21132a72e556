/** Resolves once the document is loaded with all that the start needs: what is fetched from then on delays nothing of it. */
export async function loaded(): Promise<void> {
  if (document.readyState === 'complete') return;
  await new Promise((resolve) => {
    addEventListener('load', resolve, { once: true });
  });
}
