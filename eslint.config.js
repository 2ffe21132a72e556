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
  link: ['messages', 'oms', 'signer'],
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

/** What a person reads stands in src/messages/en.ts alone. */
const texts = [
  ':not(SvelteStyleElement) > SvelteText[value=/\\p{L}/u]',
  // Attributes that are read, and what our own components are told to say.
  'SvelteAttribute[key.name=/^(alt|aria-(description|label|valuetext)|folder|gist|label|placeholder|title|what)$/] > SvelteLiteral[value=/\\p{L}/u]',
  // Words in code are told from codes by the space between them; errors that are thrown are for developers.
  'Literal[value=/\\p{L},? \\p{L}/u]:not(ThrowStatement Literal)',
  'TemplateElement[value.cooked=/\\p{L},? \\p{L}/u]:not(ThrowStatement TemplateElement)',
].map((selector) => ({ selector, message: 'What a person reads stands in src/messages/en.ts' }));

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
    files: [
      'src/app/{BundleChoice,CheckList,Inspection,Inspector,JsonTree,ProblemNote,Quote,ReportForms,Sentence}.svelte',
      'src/app/{SignerFacts,StateIcon,Term,Treemap,TrustRootReport}.svelte',
      'src/app/{form-title,notification,outcome-words,tone,treemap*}.ts',
      'src/app/inspector/**',
      'src/model/unseen.ts',
    ],
    rules: { 'no-restricted-syntax': ['error', ...formats, ...texts] },
  },
  {
    files: ['scripts/**', 'test/**', '*.config.*'],
    rules: { 'no-console': 'off', 'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }] },
  },
  { files: ['**/*.js'], ...ts.configs.disableTypeChecked },
);
