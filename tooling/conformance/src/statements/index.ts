/** All statements of the language. */
import { callbacks } from './callbacks.js';
import { combinators } from './combinators.js';
import { control } from './control.js';
import { iterators } from './iterators.js';
import { queues } from './queues.js';
import type { Statements } from './statement.js';
import { structured } from './structured.js';
import { sync } from './sync.js';
import { tasks } from './tasks.js';

export const statements: Statements = {
  ...control,
  ...tasks,
  ...callbacks,
  ...combinators,
  ...structured,
  ...iterators,
  ...sync,
  ...queues,
};
