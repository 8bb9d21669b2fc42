/** A progress bar for terminals: one line that is drawn again and again, and gone at the end. */

const WIDTH = 32;

/** Drawn on stderr, so that it never gets into recorded output; where stderr is no terminal, not at all. */
export class ProgressBar {
  readonly #title: string;
  readonly #total: number;
  readonly #drawn: boolean = process.stderr.isTTY;
  #done = 0;

  /** @param total - how many steps there are */
  constructor(title: string, total: number) {
    this.#title = title;
    this.#total = total;
  }

  /** One step is done. */
  advance(): void {
    this.#done++;
    if (!this.#drawn) return;
    const filled = Math.round((this.#done / this.#total) * WIDTH);
    const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
    process.stderr.write(`\r    ${this.#title} ${bar} ${this.#done}/${this.#total}`);
  }

  /** Wipes it off. */
  end(): void {
    if (this.#drawn) process.stderr.write('\r\x1b[2K');
  }
}
