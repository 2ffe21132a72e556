import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** The arrows between rooms: each may import itself and what stands here (docs/architecture.md). */
const ARROWS = {
  oms: [],
  signer: ['oms'],
  trust: ['oms', 'signer'],
  model: ['oms'],
  hash: [],
  verify: ['oms', 'signer', 'trust', 'model', 'hash'],
  report: ['oms', 'signer', 'trust', 'model', 'verify'],
};

/** Imports of other rooms leave a room by `../`, from a folder within it by `../../`. */
const arrows = Object.entries(ARROWS).flatMap(([room, allowed]) =>
  [
    [`src/${room}/*`, '\\.\\./'],
    [`src/${room}/*/*`, '\\.\\./\\.\\./'],
  ].map(([files, out]) => {
    const others = allowed.map((name) => `${name}/`).join('|') || '$';
    const message = `src/${room} may import only: ${allowed.join(', ') || 'nothing of ours'}`;
    return {
      files: [files],
      rules: {
        'no-restricted-imports': ['error', { patterns: [{ regex: `^${out}(?!${others})`, message }] }],
      },
    };
  }),
);

export default ts.config(
  // Kernels are AssemblyScript, which only its own compiler reads.
  {
    ignores: [
      'workers/kernels/',
      'dist/',
      'node_modules/',
      'test-results/',
      'playwright-report/',
      'coverage/',
    ],
  },
  js.configs.recommended,
  ...ts.configs.strictTypeChecked,
  ...ts.configs.stylisticTypeChecked,
  ...svelte.configs.recommended,
  prettier,
  ...svelte.configs.prettier,
  {
    languageOptions: {
      globals: { ...globals.browser, ...globals.node },
      parserOptions: { projectService: { allowDefaultProject: ['*.js'] }, extraFileExtensions: ['.svelte'] },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    // The core is pure: it must run in a worker, in Node and in tests alike.
    files: ['src/oms/**', 'src/signer/**', 'src/hash/**', 'src/verify/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...[
          'window',
          'document',
          'navigator',
          'localStorage',
          'sessionStorage',
          'indexedDB',
          'fetch',
          'XMLHttpRequest',
        ],
      ],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    rules: { 'svelte/no-at-html-tags': 'error' },
  },
  ...arrows,
  {
    files: ['scripts/**', 'test/**', '*.config.*'],
    rules: { 'no-console': 'off', 'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }] },
  },
  { files: ['**/*.js'], ...ts.configs.disableTypeChecked },
);
