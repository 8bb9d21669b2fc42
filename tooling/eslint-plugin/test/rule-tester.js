// RuleTester asks for the test functions of the runner in use.
import { join } from 'node:path';

import parser from '@typescript-eslint/parser';
import { RuleTester } from 'eslint';
import { describe, it } from 'vitest';

RuleTester.describe = describe;
RuleTester.it = it;
RuleTester.itOnly = it.only;

/** For rules that look at the text only. */
export const untyped = new RuleTester({ languageOptions: { parser } });

/** For rules that ask the type checker: the code is checked as if it stood in this file. */
export const typedFile = join(import.meta.dirname, 'fixture.ts');

export const typed = new RuleTester({
  languageOptions: {
    parser,
    parserOptions: {
      projectService: true,
      tsconfigRootDir: import.meta.dirname,
    },
  },
});
