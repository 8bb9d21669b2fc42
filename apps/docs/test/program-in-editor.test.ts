// Which program stands in the editor: what links ask for, what is chosen, and what was written before a reload.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { readKept } from '../playground/ui/kept-text.js';
import { hashOf } from '../playground/ui/share-link.js';
import { EditedProgram } from '../playground/ui/use-program-text.js';

/** By name, what `load` is to give; a test may hold it back. */
const loads = vi.hoisted(() => new Map<string, () => Promise<string>>());

vi.mock('../playground/ui/offered-programs.js', () => ({
  offeredProgram: (name: string) => {
    const load = loads.get(name);
    return load && { load: async () => ({ source: await load(), program: { code: '', map: '' } }) };
  },
}));

describe('the program in the editor', () => {
  let program: EditedProgram;
  let address: { hash: string; href: string };
  let session: Map<string, string>;
  let copied: string[];

  beforeEach(() => {
    loads.clear();
    for (const name of ['hello', 'brew']) loads.set(name, () => Promise.resolve(`// ${name}`));
    address = { hash: '', href: 'https://example.org/playground' };
    session = new Map();
    copied = [];
    vi.stubGlobal('location', address);
    vi.stubGlobal('history', {
      state: null,
      replaceState: (_: null, __: '', hash: string) => (address.hash = hash),
    });
    vi.stubGlobal('sessionStorage', {
      getItem: (key: string) => session.get(key) ?? null,
      setItem: (key: string, value: string) => session.set(key, value),
    });
    vi.stubGlobal('navigator', {
      clipboard: { writeText: (text: string) => Promise.resolve(void copied.push(text)) },
    });
    program = new EditedProgram();
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  const shown = (): [string, string | undefined] => [program.text.value, program.offered.value?.name];

  it('is the first one if nobody asks for another', async () => {
    await program.open('');
    expect(shown()).toEqual(['// hello', 'hello']);
    expect(program.isEdited.value).toBe(false);
  });

  it('is that of the link, and no edited form of the one before', async () => {
    await program.open('#example=brew');
    await program.open(hashOf('// mine'));
    expect(shown()).toEqual(['// mine', undefined]);
    await program.open(hashOf('// mine').slice(0, -4));
    expect(shown()).toEqual(['// mine', undefined]);
    expect(program.message.value).toContain('damaged');
  });

  it('is what was written before the page was loaded anew', async () => {
    await program.choose('brew');
    program.text.value = '// changed';
    program.keep();
    const again = new EditedProgram();
    await again.open(address.hash);
    expect([again.text.value, again.offered.value?.name, again.isEdited.value]).toEqual([
      '// changed',
      'brew',
      true,
    ]);
  });

  it('is there again for who comes back to it', async () => {
    await program.open('');
    program.text.value = '// hello, changed';
    program.keep();
    address.hash = '#example=brew'; // as a link does it
    await program.open(address.hash);
    expect(shown()).toEqual(['// brew', 'brew']);
    address.hash = '#example=hello';
    await program.open(address.hash);
    expect(shown()).toEqual(['// hello, changed', 'hello']);
    expect(program.message.value).toContain('With your changes');

    await program.choose('brew');
    await program.choose('hello');
    expect(shown()).toEqual(['// hello, changed', 'hello']);
    await program.choose('hello');
    expect(shown()).toEqual(['// hello', 'hello']);
    await program.choose('brew');
    await program.choose('hello');
    expect(shown()).toEqual(['// hello', 'hello']);
  });

  it('is the one that was written last if nobody asks for any', async () => {
    await program.choose('brew');
    program.text.value = '// changed';
    program.keep();
    address.hash = '';
    const again = new EditedProgram();
    await again.open('');
    expect([again.text.value, again.offered.value?.name, address.hash]).toEqual([
      '// changed',
      'brew',
      '#example=brew',
    ]);
  });

  it('is kept for the twenty places where something was written last', async () => {
    for (let n = 1; n <= 21; n++) {
      address.hash = `#v1=${n}`;
      program.text.value = `// ${n}`;
      program.keep();
    }
    expect([readKept('#v1=1'), readKept('#v1=2'), readKept('#v1=21')]).toEqual([undefined, '// 2', '// 21']);
    await program.open('#v1=7');
    expect(program.text.value).toBe('// 7');
  });

  it('is the one that was chosen last, however long each takes', async () => {
    let arrives: (source: string) => void = () => undefined;
    loads.set('slow', () => new Promise((resolve) => (arrives = resolve)));
    const slow = program.choose('slow');
    await program.choose('brew');
    arrives('// slow');
    await slow;
    expect(shown()).toEqual(['// brew', 'brew']);
    expect(address.hash).toBe('#example=brew');
  });

  it('stays if another one is not there or cannot be loaded, and says so', async () => {
    await program.open('');
    loads.set('gone', () => Promise.reject(new TypeError('no network')));
    await program.choose('gone');
    expect(program.message.value).toBe('The example gone could not be loaded: TypeError: no network');
    await program.choose('nobody');
    expect(program.message.value).toBe('There is no example called nobody.');
    expect(shown()).toEqual(['// hello', 'hello']);
  });

  it('is the first one if the link asks for one that is not there', async () => {
    await program.open('#example=nobody');
    expect(shown()).toEqual(['// hello', 'hello']);
    expect(program.message.value).toBe('There is no example called nobody.');
  });

  it('may be nothing, if nothing can be loaded', async () => {
    loads.set('hello', () => Promise.reject(new TypeError('no network')));
    await program.open('');
    expect(shown()).toEqual(['', undefined]);
    expect(program.message.value).toContain('no network');
  });

  it('is shared by its address, unless it is empty', async () => {
    await program.share();
    expect([program.message.value, address.hash]).toEqual(['There is nothing to share yet.', '']);
    program.text.value = '// mine';
    await program.share();
    expect(address.hash).toBe(hashOf('// mine'));
    expect(copied).toEqual([address.href]);
  });

  it('says that its former text can be had back', async () => {
    await program.open('');
    program.text.value = '// mine';
    await program.choose('brew');
    expect(program.message.value).toContain('Undo');
  });
});
