import { Context, ContextVar, copyContext, RuntimeError } from '@asyncio-ts/contextvars';
import { active, enterContext, leaveContext } from '@asyncio-ts/contextvars/internal';
import { describe, expect, it } from 'vitest';

/** What the loop does with each callback. */
function callIn(context: Context, callback: () => void): void {
  const previous = enterContext(context);
  try {
    callback();
  } finally {
    leaveContext(context, previous);
  }
}

describe('the current context', () => {
  it('is there before anything is entered', () => {
    expect(active.context).toBeInstanceOf(Context);
  });

  it('changes on entering and is put back on leaving', () => {
    const start = active.context;
    const [one, two] = [new Context(), new Context()];
    callIn(one, () => {
      expect(active.context).toBe(one);
      callIn(two, () => expect(active.context).toBe(two));
      expect(active.context).toBe(one);
    });
    expect(active.context).toBe(start);
  });

  it('is the one that variables and copyContext see', () => {
    const variable = new ContextVar<number>('v');
    const context = new Context();
    callIn(context, () => {
      variable.set(1);
      expect(copyContext().get(variable)).toBe(1);
    });
    expect(context.get(variable)).toBe(1);
    expect(variable.get('none')).toBe('none');
  });

  it('stays as it was when entering is refused', () => {
    const context = new Context();
    callIn(context, () => {
      expect(() => enterContext(context)).toThrow(RuntimeError);
      expect(active.context).toBe(context);
    });
  });

  it('keeps the values of interleaved programs apart', () => {
    const variable = new ContextVar<number>('v');
    const programs = Array.from({ length: 10 }, (_, number) => {
      const context = copyContext();
      const program = (function* () {
        for (let i = 0; i < 10; i++) {
          variable.set(number + i);
          yield;
          expect(variable.get()).toBe(number + i);
        }
      })();
      return { context, program };
    });
    for (let turn = 0; turn < 11; turn++) {
      for (const { context, program } of programs) callIn(context, () => void program.next());
    }
    expect(programs.every(({ program }) => program.next().done)).toBe(true);
    expect(variable.get('none')).toBe('none');
  });
});
