/** The playground as its users meet it: by the roles and names of what is on the page. */
import type { Locator, Page } from 'playwright-core';

import { hashOf } from '../playground/ui/share-link.js';

const OVER = '[data-status=finished], [data-status=failed], [data-status=stopped]';

export class PlaygroundPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The address that opens the playground with `text` as its program. */
  static addressOf(text: string): string {
    return `/playground${hashOf(text)}`;
  }

  get status(): Locator {
    return this.page.locator('[role="status"]').first();
  }

  get console(): Locator {
    return this.page.getByRole('log', { name: 'Console' });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  region(name: string): Locator {
    return this.page.getByRole('region', { name });
  }

  /** Presses Run, and waits for the end, whichever it is. A program that is paused for its length goes on. */
  async run(): Promise<string> {
    await this.button('Run').click();
    for (;;) {
      await this.page.locator(`${OVER}, [data-status=paused]`).waitFor();
      const status = await this.status.getAttribute('data-status');
      if (status !== 'paused') return status!;
      await this.button('Continue').click();
    }
  }

  async ended(): Promise<string> {
    await this.page.locator(OVER).waitFor();
    return (await this.status.getAttribute('data-status'))!;
  }

  /** Chooses it, and waits until it is in the editor. */
  async choose(example: string): Promise<void> {
    await this.page.getByLabel('Example').selectOption(example);
    await this.page.waitForURL((url) => url.hash === `#example=${example}`);
  }

  /** What it printed. */
  async printed(stream = '*'): Promise<string> {
    const lines = stream === '*' ? '.line pre' : `.line.${stream} pre`;
    const texts = await this.console.locator(lines).allTextContents();
    return texts.map((text) => `${text}\n`).join('');
  }

  /** The program in the editor. */
  async text(): Promise<string> {
    return (await this.page.locator('.cm-line').allTextContents()).join('\n');
  }

  /** The tasks and their states, as the picture has them: `ann: waiting`. */
  async tasks(): Promise<string[]> {
    return await this.page
      .getByRole('treeitem')
      .evaluateAll((items) =>
        items
          .filter((item) => item instanceof HTMLElement && item.dataset['state'] !== 'none')
          .map((item) => `${item.getAttribute('title')}: ${(item as HTMLElement).dataset['state']}`),
      );
  }

  /** What the one line under the transport says. */
  async words(): Promise<string> {
    return (await this.page.locator('.lp-words').textContent()) ?? '';
  }

  /** The names in a list of the picture. */
  async list(name: string): Promise<string[]> {
    const texts = await this.page.getByRole('list', { name }).getByRole('listitem').allInnerTexts();
    return texts.map((text) => text.replace(/\s+/g, ' ').trim());
  }
}
