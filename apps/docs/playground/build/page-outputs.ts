/** The recorded output of each live program becomes part of its page: it is there without any script. */
import { existsSync, readFileSync } from 'node:fs';

import { outputFile } from './program-list.js';

const LIVE = /<Live program="([^"]+)">[\s\S]*?(?=\n<\/Live>)/g;

/** @param page - the page's Markdown */
export function withOutputs(page: string): string {
  return page.replace(LIVE, (shown, name: string) => {
    const file = outputFile(name);
    if (!existsSync(file)) return shown;
    const output = readFileSync(file, 'utf8');
    return `${shown}\n\n<template #output>\n\n\`\`\`\`text\n${output}\`\`\`\`\n\n</template>\n`;
  });
}
