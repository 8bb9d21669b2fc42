/** The built site on a port of its own, and a browser to look at it. */
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromiumOptions } from '@asyncio-ts/workspace';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import sirv from 'sirv';

const dist = fileURLToPath(new URL('../.vitepress/dist', import.meta.url));

/** What a test looks with: a browser, and the address of the site. */
export class Site {
  readonly #server: Server;
  readonly #browser: Browser;
  /** Such as `http://127.0.0.1:4173`. */
  readonly origin: string;

  private constructor(server: Server, browser: Browser) {
    this.#server = server;
    this.#browser = browser;
    this.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** Serves what `pnpm docs:build` made, and starts the browser. */
  static async open(): Promise<Site> {
    if (!existsSync(join(dist, 'index.html'))) throw new Error('Build the site first: pnpm docs:build');
    const server = createServer(sirv(dist, { extensions: ['html'] }));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const browser = await chromium.launch(chromiumOptions());
    return new Site(server, browser);
  }

  /** Opens `path` in a window of its own, which collects what must not happen. */
  async visit(path: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Visit> {
    const context = await this.#browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    const page = await context.newPage();
    const visit = new Visit(context, page, this.origin);
    await page.goto(this.origin + path);
    // Before that, the page is there to be read, but answers no click and no key.
    await page.waitForFunction(() => Reflect.has(document.querySelector('#app') ?? {}, '__vue_app__'));
    return visit;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** A page that is looked at. `await using` closes it. */
export class Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors on the console, errors that nobody caught, requests that failed or went to other hosts. */
  readonly complaints: string[] = [];

  constructor(context: BrowserContext, page: Page, origin: string) {
    this.context = context;
    this.page = page;
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('requestfailed', (request) => {
      // A page that is left gives up what it was loading ahead.
      if (request.failure()?.errorText !== 'net::ERR_ABORTED')
        this.complaints.push(`failed: ${request.url()}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 400) this.complaints.push(`${response.status()}: ${response.url()}`);
    });
    context.on('request', (request) => {
      const isInside = /^(?:data|blob):/.test(request.url()) || request.url().startsWith(`${origin}/`);
      if (!isInside) this.complaints.push(`external: ${request.url()}`);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.context.close();
  }
}
