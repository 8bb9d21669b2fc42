import { ContextVar, copyContext, RuntimeError, Token } from '@asyncio-ts/contextvars';
import { describe, expect, it, vi } from 'vitest';

const NativeSymbol = Symbol;

describe('a Token', () => {
  it('resets its variable at the end of a block with using', () => {
    copyContext().run(() => {
      const variable = new ContextVar('level', { default: 'info' });
      {
        using token = variable.set('debug');
        expect(variable.get()).toBe('debug');
        expect(token.oldValue).toBe(Token.MISSING);
      }
      expect(variable.get()).toBe('info');
    });
  });

  it('resets its variable when the block throws', () => {
    copyContext().run(() => {
      const variable = new ContextVar('level', { default: 'info' });
      expect(() => {
        using _token = variable.set('debug');
        throw new RangeError('out');
      }).toThrow('out');
      expect(variable.get()).toBe('info');
    });
  });

  it('throws at the end of the block when it was reset by hand before', () => {
    copyContext().run(() => {
      const variable = new ContextVar<string>('level');
      expect(() => {
        using token = variable.set('debug');
        variable.reset(token);
      }).toThrow('has already been used once');
    });
  });

  it('is made by variables only', () => {
    const Constructor = Token as unknown as new (...args: unknown[]) => unknown;
    expect(() => new Constructor()).toThrow(RuntimeError);
    expect(() => new Constructor(Symbol(), new ContextVar('v'), 1, copyContext())).toThrow(
      'Tokens can only be created by ContextVars\n  Call set() on one',
    );
  });

  it('lets go of its context once it is used', () => {
    copyContext().run(() => {
      const variable = new ContextVar<number>('v');
      const token = variable.set(1);
      expect(token).toHaveProperty('_context', expect.anything());
      variable.reset(token);
      expect(token).toHaveProperty('_context', undefined);
    });
  });

  // In a browser Vitest cannot load a module anew.
  it.skipIf(typeof process === 'undefined')(
    'is disposed of under the key that compilers use where the host lacks Symbol.dispose',
    async () => {
      const OldSymbol: object = Object.assign((description?: string) => NativeSymbol(description), {
        dispose: undefined,
      });
      Object.setPrototypeOf(OldSymbol, NativeSymbol); // for, iterator and the rest
      vi.resetModules();
      vi.stubGlobal('Symbol', OldSymbol);
      try {
        const old = await import('../src/index.js');
        const variable = new old.ContextVar('level', { default: 'info' });
        const token = variable.set('debug') as unknown as Record<symbol, () => void>;
        token[NativeSymbol.for('Symbol.dispose')]?.();
        expect(variable.get()).toBe('info');
      } finally {
        vi.unstubAllGlobals();
      }
    },
  );
});
