import { builtinModules } from 'node:module';

import { plugin as asyncio } from '@asyncio-ts/eslint-plugin';
import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';

export default defineConfig(
  globalIgnores([
    '**/dist/',
    '**/coverage/',
    '**/.turbo/',
    '**/.cache/',
    'tooling/types/', // declares the globals that these rules would complain of
    'tooling/eslint-plugin/test/fixture.ts',
    'apps/docs/pages/reference/',
    'apps/docs/.vitepress/cache/',
    'apps/docs/.vitepress/dist/',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    plugins: { asyncio },
    rules: {
      'asyncio/disable-says-why': 'error',
      'require-yield': 'off', // a coroutine that never pauses is still a coroutine
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'asyncio/no-unyielded': 'error',
      '@typescript-eslint/class-literal-property-style': 'off', // a getter costs no field in each instance
      '@typescript-eslint/consistent-generic-constructors': 'off', // isolatedDeclarations wants the annotation on some
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { ignoreUsingDeclarations: true, argsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/only-throw-error': [
        'error',
        { allowThrowingAny: false, allowThrowingUnknown: true },
      ],
      '@typescript-eslint/prefer-promise-reject-errors': ['error', { allowThrowingUnknown: true }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off', // casts say so, and tests use stand-ins
      // A cast or `!` may stand where a comment says why it holds; the compiler's flags catch the rest.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['packages/**/*.ts', 'apps/**/*.ts'],
    ignores: ['packages/{contextvars,loop}/**'], // below the coroutines: their generators are plain iterators
    rules: {
      'asyncio/no-bare-yield': 'error',
    },
  },
  {
    files: ['tooling/bench/src/cases/**/*.ts'],
    rules: {
      '@typescript-eslint/await-thenable': 'off', // `await undefined` is the cheapest way to let others run
    },
  },
  {
    files: ['packages/*/src/**/*.ts'],
    rules: {
      'asyncio/catch-says-why': 'error',
      'no-restricted-imports': ['error', { paths: builtinModules, patterns: ['node:*'] }],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ThrowStatement > NewExpression[callee.name="Error"]',
          message: 'Throw a class of its own: never a bare Error.',
        },
        {
          selector: 'ExportDefaultDeclaration, ExportSpecifier[exported.name="default"]',
          message: 'Export by name.',
        },
        {
          selector: 'ExportAllDeclaration',
          message: 'Name what you export: index.ts is the list of what is public.',
        },
        {
          selector: 'ImportExpression',
          message: 'A package loads nothing later, and no Node module at all.',
        },
      ],
    },
  },
  {
    files: ['**/test/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...['it', 'test', 'describe'].flatMap((object) => [
          { object, property: 'fails', message: 'A test that must fail passes for the wrong reason.' },
          { object, property: 'only', message: 'All tests run.' },
        ]),
      ],
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-base-to-string': 'off', // whether something prints as one line is what is tested
    },
  },
);
