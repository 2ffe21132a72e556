import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** The arrows between rooms: each may import itself and what stands here (docs/architecture.md). */
const ARROWS = {
  messages: [],
  oms: ['messages'],
  signer: ['messages', 'oms'],
  trust: ['messages', 'oms', 'signer'],
  'trust-realm': ['trust'],
  model: ['messages', 'oms'],
  hash: ['messages'],
  verify: ['messages', 'oms', 'signer', 'trust', 'model', 'hash'],
  report: ['messages', 'oms', 'signer', 'trust', 'model', 'verify'],
  pwa: ['messages', 'oms'],
  link: ['messages', 'oms', 'signer'],
  'link-realm': ['link', 'oms', 'trust-realm'],
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

/** Numbers and dates are written by src/messages/format.ts alone. */
const formats = [
  'Identifier[name="Intl"]',
  'MemberExpression[property.name=/^to(Fixed|Precision|Locale(Date|Time)?String)$/]',
].map((selector) => ({ selector, message: 'Write numbers and dates by src/messages/format.ts' }));

/** What is said beside a code: evidence, which is not translated. Errors that are thrown are for developers. */
const EVIDENCE = [
  'ThrowStatement',
  'NewExpression[callee.name="Refusal"]',
  'CallExpression[callee.name=/^(crash|failed|problem)$/]',
  'Property[key.name="detail"]',
];

/** What a person reads stands in src/messages/en.ts alone. */
const texts = [
  ':not(SvelteStyleElement) > SvelteText[value=/\\p{L}/u]',
  // Attributes that are read, and what our own components are told to say.
  'SvelteAttribute[key.name=/^(alt|aria-(description|label|valuetext)|choose|gist|label|placeholder|title|what)$/] > SvelteLiteral[value=/\\p{L}/u]',
  // In code, words are told from codes by the space between them, and from labels of PEM by their small letters.
  ...[
    'Literal[value=/\\p{L},? \\p{L}*\\p{Ll}/u]',
    'TemplateElement[value.cooked=/\\p{L},? \\p{L}*\\p{Ll}/u]',
  ].map((words) => `${words}:not(:matches(${EVIDENCE.join(', ')}) *)`),
].map((selector) => ({ selector, message: 'What a person reads stands in src/messages/en.ts' }));

export default ts.config(
  // Kernels are AssemblyScript, which only its own compiler reads.
  {
    ignores: [
      'workers/kernels/',
      'dist/',
      'dist-single/',
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
    files: ['src/oms/**', 'src/signer/**', 'src/hash/**', 'src/verify/**', 'src/link/**'],
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
    files: ['src/**'],
    ignores: ['src/messages/**'],
    rules: { 'no-restricted-syntax': ['error', ...formats] },
  },
  {
    files: ['src/**'],
    // These rooms say nothing themselves: what stands there is evidence, and markup.
    ignores: ['src/messages/**', 'src/{hash,link,signer}/**', 'src/pwa/policy.ts'],
    rules: { 'no-restricted-syntax': ['error', ...formats, ...texts] },
  },
  {
    files: ['scripts/**', 'test/**', '*.config.*'],
    rules: { 'no-console': 'off', 'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }] },
  },
  { files: ['**/*.js'], ...ts.configs.disableTypeChecked },
);
