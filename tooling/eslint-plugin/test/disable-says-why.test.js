import { disableSaysWhy } from '../src/disable-says-why.js';
import { untyped } from './rule-tester.js';

const errors = [{ messageId: 'silent' }];

untyped.run('disable-says-why', disableSaysWhy, {
  valid: ['f(); // a comment', '/* eslint-disable no-undef -- the fixture declares it */ f();'],
  invalid: [
    { code: '/* eslint-disable no-undef */ f();', errors },
    { code: '/* eslint-disable no-undef --   */ f();', errors },
  ],
});
