import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { withOutputs } from '../playground/build/page-outputs.js';
import { outputFile } from '../playground/build/program-list.js';

describe('a page with live programs', () => {
  it('has their outputs', () => {
    const page = '# Title\n\n<Live program="hello">\n\n<<< ../programs/hello.ts\n\n</Live>\n\nText\n';
    const output = readFileSync(outputFile('hello'), 'utf8');
    expect(withOutputs(page)).toBe(
      page.replace(
        '\n</Live>',
        `\n\n<template #output>\n\n\`\`\`\`text\n${output}\`\`\`\`\n\n</template>\n\n</Live>`,
      ),
    );
  });

  it('stays as it is where nothing was recorded', () => {
    const page = '<Live program="nobody-has-written-this">\n\n<<< ../programs/x.ts\n\n</Live>\n';
    expect(withOutputs(page)).toBe(page);
  });
});
