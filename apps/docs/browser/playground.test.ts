// The playground in a real browser: programs run, the picture is right, and nothing of it needs a mouse.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { chromiumPath } from '@asyncio-ts/workspace';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { mask, recordingOf } from '../../examples/test/masks.js';
import { hashOf } from '../playground/ui/share-link.js';
import { violations } from './axe.js';
import { PlaygroundPage } from './playground-page.js';
import { Site, type Visit } from './site.js';

const outputs = fileURLToPath(new URL('../programs/outputs/', import.meta.url));

describe.skipIf(chromiumPath() === undefined)('the playground', () => {
  let site: Site;
  beforeAll(async () => {
    site = await Site.open();
  });
  afterAll(() => site.close());

  /** Opens it with this program, or with an example. */
  async function open(program: { text: string } | { example: string }, options = {}): Promise<Opened> {
    const path =
      'text' in program ? PlaygroundPage.addressOf(program.text) : `/playground#example=${program.example}`;
    const visit = await site.visit(path, options);
    const playground = new PlaygroundPage(visit.page);
    await playground.button('Run').waitFor();
    return { visit, playground, [Symbol.asyncDispose]: () => visit[Symbol.asyncDispose]() };
  }

  it('prints in the browser what each example prints in Node', { timeout: 180_000 }, async () => {
    await using opened = await open({ example: 'hello' });
    const { playground, visit } = opened;
    const names = await visit.page
      .locator('select option:not([disabled])')
      .evaluateAll((options) => options.map((option) => (option as unknown as { value: string }).value));
    expect(names.length).toBeGreaterThan(50);
    for (const name of names) {
      await playground.choose(name);
      expect(await playground.run(), name).toBe('finished');
      const recorded = `${outputs}${name}.txt`;
      if (existsSync(recorded)) expect(await playground.printed(), name).toBe(readFileSync(recorded, 'utf8'));
      else expect(mask(await playground.printed('out')), name).toBe(recordingOf(name));
    }
    expect(visit.complaints).toEqual([]);
  });

  it('shows the states of the tasks at each step, forward and back', async () => {
    await using opened = await open({ example: 'hello' });
    const { playground } = opened;
    await playground.run();
    await playground.button('To the beginning').click();
    expect(await playground.tasks()).toEqual([]);

    const seen: string[][] = [];
    const step = async (button: string): Promise<string[]> => {
      await playground.button(button).click();
      return await playground.tasks();
    };
    while ((await playground.button('Step forward').getAttribute('aria-disabled')) !== 'true') {
      seen.push(await step('Step forward'));
    }
    expect(seen).toContainEqual(['Task-1 (main): running']);
    expect(seen).toContainEqual(['Task-1 (main): waiting', 'ann: ready', 'bob: ready']);
    expect(seen).toContainEqual(['Task-1 (main): waiting', 'ann: waiting', 'bob: running']);
    expect(seen).toContainEqual(['Task-1 (main): waiting', 'ann: waiting', 'bob: finished']);
    expect(seen.at(-1)!.slice(0, 3)).toEqual(['Task-1 (main): finished', 'ann: finished', 'bob: finished']);

    for (let i = seen.length - 2; i >= 0; i--) expect(await step('Step back')).toEqual(seen[i]);
  });

  it('shows the queue, who waits for what, and the timers', async () => {
    await using opened = await open({ example: 'hello' });
    const { playground } = opened;
    await playground.run();
    await playground.button('To the beginning').click();
    const stepTo = async (tasks: string[]): Promise<void> => {
      while ((await playground.tasks()).join() !== tasks.join())
        await playground.button('Step forward').click();
    };
    await stepTo(['Task-1 (main): waiting', 'ann: ready', 'bob: ready']);
    expect((await playground.region('Ready queue').innerText()).replace(/\s+/g, ' ')).toMatch(/ann.*bob/);
    await stepTo(['Task-1 (main): waiting', 'ann: waiting', 'bob: waiting']);
    expect((await playground.region('Waiting').innerText()).replace(/\s+/g, ' ')).toMatch(/ann.*sleep 2 s/);
    expect((await playground.region('Timers').innerText()).replace(/\s+/g, ' ')).toMatch(
      /1 s.*bob.*2 s.*ann/,
    );
  });

  it('shows on the console only what was printed up to there', async () => {
    await using opened = await open({ example: 'hello' });
    const { playground } = opened;
    await playground.run();
    expect(await playground.printed()).toContain('letters: 6');
    await playground.button('To the beginning').click();
    await playground.page.waitForFunction(() => document.querySelectorAll('.console .line').length === 0);
    expect(await playground.printed()).toBe('');
  });

  it('stops what never ends: by itself, when it does not answer', async () => {
    await using opened = await open({ text: "console.log('before');\nwhile (true);\n" });
    expect(await opened.playground.run()).toBe('stopped');
    expect(await opened.playground.status.innerText()).toMatch(/did not answer/);
  });

  it('shows what a program without an end has done before', async () => {
    const text = `import { coroutine, run, sleep } from 'asyncio-ts';
const main = coroutine(function* main() {
  console.log('go');
  yield* sleep(1);
  while (true);
});
await run(main());`;
    await using opened = await open({ text });
    const { playground } = opened;
    expect(await playground.run()).toBe('stopped');
    expect(await playground.printed()).toBe('go\n');
    expect(await playground.tasks()).toEqual(['Task-1 (main): running']);
  });

  it('shows the beginning of what is too long', async () => {
    const text = "console.log('x'.repeat(30_000_000)); console.log('y\\n'.repeat(1_000_000));\n";
    await using opened = await open({ text });
    const { playground } = opened;
    expect(await playground.run()).toBe('finished');
    expect(await playground.printed()).toMatch(/x… 29,990,000 more characters\n[^]* more characters\n$/);
  });

  it('says that nothing is left that could wake a program', async () => {
    await using opened = await open({ text: 'await new Promise(() => {});\n' });
    const { playground } = opened;
    await playground.button('Run').click();
    await playground.status.getByText(/nothing is left on the clock/).waitFor();
    await playground.button('Stop').click();
    expect(await playground.ended()).toBe('stopped');
  });

  it('forgets a run with its program, and says when it is of an older text', async () => {
    await using opened = await open({ example: 'hello' });
    const { playground } = opened;
    const { page } = playground;
    await playground.status.getByText('Two greetings at once').waitFor(); // its title
    expect(await page.locator('select option:disabled').count()).toBe(0);
    await playground.run();
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('// mine');
    await playground.status.getByText(/before your changes/).waitFor();
    await playground.choose('brew');
    await page.getByText('What the program prints stands here.').waitFor();
    expect(await playground.tasks()).toEqual([]);
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+z'); // takes back the choice, not what was typed just before
    await page.locator('.cm-line', { hasText: '// mine' }).waitFor();
    await playground.choose('brew');
    await playground.choose('hello');
    await page.locator('.cm-line', { hasText: '// mine' }).waitFor();
  });

  it('runs by a key when the focus is nowhere', async () => {
    await using opened = await open({ example: 'hello' });
    const { playground } = opened;
    await playground.page.locator('.cm-line').first().waitFor();
    await playground.page.evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    });
    await playground.page.keyboard.press('Control+Enter');
    expect(await playground.ended()).toBe('finished');
  });

  it('stops what never ends: after a pause, when it awaits for ever', { timeout: 30_000 }, async () => {
    const text = `import { coroutine, run, sleep } from 'asyncio-ts';
const main = coroutine(function* main() {
  while (true) yield* sleep(1);
});
await run(main());`;
    await using opened = await open({ text });
    const { playground } = opened;
    await playground.button('Run').click();
    await playground.page.locator('[data-status=paused]').waitFor({ timeout: 20_000 });
    expect(await playground.status.innerText()).toMatch(/Paused after .*without an end/);
    await playground.button('Stop').click();
    expect(await playground.ended()).toBe('stopped');
    expect((await playground.tasks())[0]).toMatch(/^Task-1 \(main\): /);
  });

  it('shows where an error was thrown', async () => {
    const text = `import { coroutine, run, sleep } from 'asyncio-ts';
const fails = coroutine(function* fails(): Generator<never, void> {
  yield* sleep(1) as never;
  throw new RangeError('too far');
});
await run(fails());`;
    await using opened = await open({ text });
    const { playground } = opened;
    expect(await playground.run()).toBe('failed');
    expect(await playground.printed('error')).toMatch(/RangeError: too far[^]*:4:/);
    expect(await playground.page.locator('.cm-problem').allTextContents()).toEqual([
      "  throw new RangeError('too far');",
    ]);
  });

  it('does not run what is no program, and says where', async () => {
    await using opened = await open({ text: 'const = 1;\n' });
    const { playground } = opened;
    await playground.button('Run').click();
    await playground.page.locator('[data-status=failed]').waitFor({ timeout: 30_000 });
    expect(await playground.console.innerText()).toMatch(/:1:\d+/);
  });

  it('shares a program by its address', async () => {
    const text = "// Shared: ü, 日本\nconsole.log('from a link');\n";
    await using opened = await open({ text }, { permissions: ['clipboard-read', 'clipboard-write'] });
    await opened.playground.button('Share').click();
    await opened.playground.status.getByText(/link/i).waitFor();
    const link = await opened.playground.page.evaluate(() => navigator.clipboard.readText());
    const address = new URL(link);
    await using again = await site.visit(address.pathname + address.hash);
    const playground = new PlaygroundPage(again.page);
    expect(await playground.run()).toBe('finished');
    expect(await playground.text()).toContain('// Shared: ü, 日本');
    expect(await playground.printed()).toBe('from a link\n');
  });

  it('has no link to a program that is none', async () => {
    await using opened = await open({ text: 'x' });
    const { playground } = opened;
    await playground.page.locator('.cm-content').fill('');
    await playground.button('Share').click();
    await playground.status.getByText(/nothing to share/).waitFor();
  });

  it('opens a shared program in place of an example', async () => {
    await using opened = await open({ example: 'hello' });
    const { page } = opened.playground;
    await page.evaluate((hash) => (location.hash = hash), hashOf('// mine'));
    await page.getByText('// mine').waitFor();
    expect(await page.locator('option:checked').textContent()).toBe('your own');
  });

  it('says of a damaged link that it is one', async () => {
    await using visit = await site.visit('/playground#v1=AAAA');
    await new PlaygroundPage(visit.page).status.getByText(/damaged/).waitFor();
  });

  it('says how many lines are left out, and goes on after the pause', { timeout: 60_000 }, async () => {
    const text = `for (let n = 0; n < 210_000; n++) console.log(n);
setTimeout(() => console.log('end'), 10);`;
    await using opened = await open({ text });
    const { playground } = opened;
    await playground.page.getByLabel('Real time').check();
    expect(await playground.run()).toBe('finished');
    expect(await playground.printed()).toMatch(/lines are not shown.*\n209999\nend\n$/);
  });

  it('runs in real time, too', async () => {
    const text = `import { coroutine, run, sleep } from 'asyncio-ts';
const main = coroutine(function* main() {
  const start = Date.now();
  yield* sleep(0.3);
  console.log(Date.now() - start >= 295);
});
await run(main());`;
    await using opened = await open({ text });
    const { playground } = opened;
    await playground.page.getByLabel('Real time').check();
    expect(await playground.run()).toBe('finished');
    expect(await playground.printed()).toBe('true\n');
  });

  it('checks types as the compiler does, with those of the packages', { timeout: 60_000 }, async () => {
    const text = "import { sleep } from 'asyncio-ts';\nsleep('soon');\nconst right: number = 1;\n";
    await using opened = await open({ text });
    const { page } = opened.playground;
    await page.locator('[data-types=ready]').waitFor({ timeout: 30_000 });
    await page.locator('.cm-lintRange-error').first().waitFor({ timeout: 30_000 });
    expect(await page.locator('.cm-lintRange-error').allTextContents()).toEqual(["'soon'"]);
    await page.getByRole('button', { name: '1 type error' }).click();
    await page.keyboard.press('Delete');
    await page.locator('.cm-line', { hasText: /^sleep\(soon'\);$/ }).waitFor();
  });

  it('has only the rows in sight of a thousand tasks', { timeout: 60_000 }, async () => {
    const text = `import { coroutine, gather, run, sleep } from 'asyncio-ts';
const worker = coroutine(function* worker(i: number) {
  for (let round = 0; round < 10; round++) yield* sleep((i % 7) + round);
  return i;
});
const main = coroutine(function* main() {
  const results = yield* gather(Array.from({ length: 1000 }, (_, i) => worker(i)));
  console.log(results.length);
});
await run(main());`;
    await using opened = await open({ text });
    const { playground } = opened;
    await playground.button('Run').click();
    await playground.page
      .locator('[data-status=finished], [data-status=paused]')
      .waitFor({ timeout: 40_000 });
    // A page of a thousand rows would be slow.
    const rows = await playground.page.getByRole('treeitem').count();
    expect(rows).toBeGreaterThan(3);
    expect(rows).toBeLessThan(200);
    await playground.page.getByLabel('Position').press('Home');
    await playground.button('Step forward').click();
    expect(await playground.tasks()).toEqual(['Task-1 (main): running']);
  });

  it('needs no mouse', async () => {
    await using opened = await open({ example: 'hello' });
    const { playground, visit } = opened;
    const { keyboard } = visit.page;
    const focusIsOn = async (): Promise<string> =>
      await visit.page.evaluate(() => {
        const focus = document.activeElement;
        return focus?.getAttribute('aria-label') ?? focus?.textContent.trim() ?? '';
      });
    for (let i = 0; i < 40 && (await focusIsOn()) !== 'Run'; i++) await keyboard.press('Tab');
    expect(await focusIsOn()).toBe('Run');
    await keyboard.press('Enter');
    expect(await playground.ended()).toBe('finished');

    // Into the editor, and out of it again.
    const inEditor = async (): Promise<boolean> =>
      await visit.page.evaluate(() => document.activeElement?.closest('.cm-editor') !== null);
    for (let i = 0; i < 20 && !(await inEditor()); i++) await keyboard.press('Tab');
    expect(await inEditor()).toBe(true);
    await keyboard.press('Escape');
    await keyboard.press('Tab');
    expect(await inEditor()).toBe(false);

    // To the picture, and along the trace.
    for (let i = 0; i < 20 && (await focusIsOn()) !== 'Step back'; i++) await keyboard.press('Tab');
    await keyboard.press('Home');
    expect(await playground.tasks()).toEqual([]);
    await keyboard.press('ArrowRight');
    expect(await playground.tasks()).toEqual(['Task-1 (main): running']);
    await keyboard.press('End');
    expect((await playground.tasks())[0]).toBe('Task-1 (main): finished');
  });

  it.each(['light', 'dark'] as const)(
    'can be used by everybody: %s',
    { timeout: 30_000 },
    async (colorScheme) => {
      await using opened = await open({ example: 'hello' }, { colorScheme });
      const { playground } = opened;
      expect(await violations(playground.page)).toEqual([]);
      await playground.run();
      for (let i = 0; i < 6; i++) await playground.button('Step back').click();
      expect(await violations(playground.page)).toEqual([]);
    },
  );

  it('fits a phone', async () => {
    await using opened = await open({ example: 'hello' }, { viewport: { width: 390, height: 844 } });
    await opened.playground.run();
    const width = await opened.playground.page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
  });
});

describe.skipIf(chromiumPath() === undefined)('a live program on a page', () => {
  let site: Site;
  beforeAll(async () => {
    site = await Site.open();
  });
  afterAll(() => site.close());

  it(
    'shows its recorded output, runs on the page, and opens in the playground',
    { timeout: 30_000 },
    async () => {
      await using visit = await site.visit('/tutorial/tasks');
      const live = visit.page.locator('[data-program=hello]');
      expect(await live.innerText()).toContain('letters: 6');
      await live.getByRole('button', { name: 'Run' }).click();
      await live.locator('[data-status=finished]').waitFor();
      expect(await live.getByRole('log', { name: 'Console' }).innerText()).toContain('Hello, Bob!');
      expect(await live.getByRole('treeitem').count()).toBeGreaterThan(2);
      expect(await violations(visit.page)).toEqual([]);
      await live.getByRole('link', { name: /playground/i }).click();
      await visit.page.waitForURL(/playground/);
      const playground = new PlaygroundPage(visit.page);
      await playground.page.locator('.cm-line').first().waitFor();
      expect(await playground.text()).toContain('Hello, ${name}!');
      expect(visit.complaints).toEqual([]);
    },
  );
});

interface Opened extends AsyncDisposable {
  readonly visit: Visit;
  readonly playground: PlaygroundPage;
}
