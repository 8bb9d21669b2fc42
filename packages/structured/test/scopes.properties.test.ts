import { unhurried } from '@asyncio-ts/test-kit';
import { holdsFor } from '@asyncio-ts/test-kit/programs';
import fc from 'fast-check';
import { it } from 'vitest';

import { type Op, type Plan, WatchedScopes } from './watched-scopes.js';

const seconds = fc.integer({ min: 0, max: 3 });

const { plan } = fc.letrec<{ plan: Plan; op: Op }>((tie) => ({
  plan: fc.array(tie('op'), { maxLength: 3 }),
  op: fc.oneof(
    { maxDepth: 3 },
    { weight: 4, arbitrary: fc.record({ what: fc.constant('step') }) },
    { weight: 1, arbitrary: fc.record({ what: fc.constantFrom('throw', 'cancel the group') }) },
    { weight: 1, arbitrary: fc.record({ what: fc.constant('reschedule'), seconds }) },
    { weight: 1, arbitrary: fc.record({ what: fc.constant('recover'), body: tie('plan') }) },
    { weight: 2, arbitrary: fc.record({ what: fc.constant('timeout'), seconds, body: tie('plan') }) },
    {
      weight: 3,
      arbitrary: fc.record({
        what: fc.constant('group'),
        children: fc.array(
          fc.record({ plan: tie('plan'), cleanup: fc.option(tie('plan'), { nil: undefined }) }),
          { maxLength: 3 },
        ),
        body: tie('plan'),
      }),
    },
  ),
}));

it(
  'groups and timeouts inside of each other end as their tasks did, whatever is cancelled and when',
  unhurried,
  () => {
    holdsFor([fc.array(plan, { minLength: 1, maxLength: 3 })], (stage, plans) => {
      const scopes = new WatchedScopes(stage);
      stage.each(plans, (each) => scopes.root(each));
    });
  },
);
