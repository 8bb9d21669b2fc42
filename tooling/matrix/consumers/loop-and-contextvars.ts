/** The event loop itself, and variables with a value per task. */
import { Context, ContextVar, copyContext, type Token } from '@asyncio-ts/contextvars';
import {
  EventLoop,
  type ExceptionContext,
  getRunningLoop,
  type Handle,
  type Host,
  type TimerHandle,
  VirtualTimeLoop,
} from '@asyncio-ts/loop';

import { exactly } from './same.js';

const port = new ContextVar('port', { default: 80 });
const user = new ContextVar<string>('user');

export function variables(): string {
  exactly<ContextVar<number>>()(port);
  const token = user.set('Ann');
  exactly<Token<string>>()(token);
  user.reset(token);
  const found = user.get(undefined);
  exactly<string | undefined>()(found);
  const inside = copyContext().run((name: string) => name.length + port.get(), 'Bob');
  exactly<number>()(inside);
  for (const [variable, value] of new Context().entries()) {
    exactly<ContextVar<unknown>>()(variable);
    exactly<unknown>()(value);
  }
  // @ts-expect-error -- not a number
  port.set('80');
  // @ts-expect-error -- the default is not of the variable's type
  new ContextVar<string>('user', { default: 1 });
  return found ?? String(inside);
}

const host: Host = {
  now: () => 0,
  hop: (wake) => {
    wake();
  },
  wakeAt: (_when, _wake) => () => undefined,
  whenStuck: () => () => undefined,
};

export async function loops(): Promise<void> {
  const loop = new EventLoop({ host, debug: true });
  loop.setExceptionHandler((theLoop, context) => {
    exactly<EventLoop>()(theLoop);
    exactly<ExceptionContext>()(context);
  });
  const soon = loop.callSoon(() => {
    getRunningLoop().stop();
  });
  const later = loop.callLater(0.5, () => undefined, { context: new Context() });
  exactly<Handle>()(soon);
  exactly<TimerHandle>()(later);
  // @ts-expect-error -- the delay comes first
  loop.callLater(() => undefined, 1);
  // @ts-expect-error -- a real loop cannot run on the spot
  loop.runForeverSync(); // eslint-disable-line @typescript-eslint/no-unsafe-call -- the mistake that is tested
  await loop.runForever();
  const end = new VirtualTimeLoop().runForeverSync();
  exactly<'stopped' | 'stuck'>()(end);
}
