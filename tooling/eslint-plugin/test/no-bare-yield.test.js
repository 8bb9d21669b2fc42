import { noBareYield } from '../src/no-bare-yield.js';
import { untyped } from './rule-tester.js';

const options = [{ onceIn: ['tasks/src/future.ts'] }];
const filename = '/repo/tasks/src/future.ts';

untyped.run('no-bare-yield', noBareYield, {
  valid: [
    'function* f() { yield* g(); }',
    { code: 'function* f() { yield this; }', filename, options },
    { code: 'function* f() { yield* g(); yield; }', filename: filename.replaceAll('/', '\\'), options },
  ],
  invalid: [
    { code: 'function* f() { yield g(); }', errors: [{ messageId: 'bare' }] },
    { code: 'function* f() { yield; }', errors: [{ messageId: 'bare' }] },
    {
      code: 'function* f() { yield; }',
      filename: '/repo/src/future.ts',
      options,
      errors: [{ messageId: 'bare' }],
    },
    { code: 'function* f() { yield; yield; }', filename, options, errors: [{ messageId: 'second' }] },
  ],
});
