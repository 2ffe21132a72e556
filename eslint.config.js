import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import importX from 'eslint-plugin-import-x';
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

const zones = [
  ...Object.entries(ARROWS).map(([room, allowed]) => ({
    target: `./src/${room}`,
    from: ['./src', './workers'],
    except: [room, ...allowed].map((name) => `./${name}`),
    message: `src/${room} may import only: ${allowed.join(', ') || 'nothing of ours'}`,
  })),
  { target: './src', from: ['./test', './scripts'], message: 'The product imports no test support.' },
];

export default ts.config(
  { ignores: ['dist/', 'node_modules/', 'test-results/', 'playwright-report/', 'coverage/'] },
  js.configs.recommended,
  ...ts.configs.strictTypeChecked,
  ...ts.configs.stylisticTypeChecked,
  ...svelte.configs.recommended,
  prettier,
  ...svelte.configs.prettier,
  {
    plugins: { 'import-x': importX },
    languageOptions: {
      globals: { ...globals.browser, ...globals.node },
      parserOptions: { projectService: { allowDefaultProject: ['*.js'] }, extraFileExtensions: ['.svelte'] },
    },
    settings: { 'import-x/resolver': { node: { extensions: ['.ts', '.js', '.svelte'] } } },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones }],
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
  { files: ['scripts/**', 'test/**', '*.config.*'], rules: { 'no-console': 'off' } },
  { files: ['**/*.js'], ...ts.configs.disableTypeChecked },
);
