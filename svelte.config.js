import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/vite-plugin-svelte').SvelteConfig} */
export default {
  preprocess: vitePreprocess({ script: false }),
  // As markup, templates would need a Trusted Types policy that lets every text through.
  compilerOptions: { runes: true, fragments: 'tree' },
};
