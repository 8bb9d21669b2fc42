import { describe, expect, it } from 'vitest';

import { hashOf, readHash, whyNoLink } from '../playground/ui/share-link.js';

describe('a link', () => {
  it.each(['x', 'const name = "Zoë";\n// 🐍 → 日本\n', 'line\n'.repeat(10_000)])(
    'brings its program back: %#',
    (text) => {
      const hash = hashOf(text);
      expect(hash).toMatch(/^#v1=[\w-]+$/);
      expect(readHash(hash)).toEqual({ type: 'program', text });
    },
  );

  it('is refused where it could not be opened', () => {
    expect(whyNoLink('x')).toBeUndefined();
    expect(whyNoLink('')).toContain('nothing to share');
    expect(whyNoLink('x'.repeat(1_000_000))).toBeUndefined();
    expect(whyNoLink('ü'.repeat(500_001))).toContain('too long');
  });

  it('that was cut says so', () => {
    const hash = hashOf(Array.from({ length: 500 }, (_, i) => `line ${i * i}`).join('\n'));
    expect(readHash(hash.slice(0, hash.length / 2))).toMatchObject({ type: 'broken' });
    expect(readHash('#v1=')).toMatchObject({ type: 'broken' });
    expect(readHash('#v1=?!')).toMatchObject({ type: 'broken' });
  });

  it('of a later version says so', () => {
    expect(readHash('#v2=abc')).toMatchObject({
      type: 'broken',
      why: expect.stringContaining('newer') as string,
    });
  });

  it('may name an example, or nothing', () => {
    expect(readHash('#example=hello')).toEqual({ type: 'example', name: 'hello' });
    expect(readHash('')).toEqual({ type: 'none' });
    expect(readHash('#VPContent')).toEqual({ type: 'none' });
  });
});
