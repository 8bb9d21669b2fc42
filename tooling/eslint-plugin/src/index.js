// The house's lint rules. Each stands in a file of its own, with the mistake it catches above it.
import { catchSaysWhy } from './catch-says-why.js';
import { disableSaysWhy } from './disable-says-why.js';
import { noBareYield } from './no-bare-yield.js';
import { noUnyielded } from './no-unyielded.js';

export const plugin = {
  meta: { name: '@asyncio-ts/eslint-plugin' },
  rules: {
    'catch-says-why': catchSaysWhy,
    'disable-says-why': disableSaysWhy,
    'no-bare-yield': noBareYield,
    'no-unyielded': noUnyielded,
  },
};
