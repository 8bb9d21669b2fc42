/** What must hold in a schedule. */

/** A rule was broken, in words. */
export class Broken extends Error {
  static {
    this.prototype.name = 'Broken';
  }
}

/** Rules that are looked at together. */
export class Rules {
  readonly #rules: { readonly what: string; readonly holds: () => boolean }[] = [];

  add(what: string, holds: () => boolean): void {
    this.#rules.push({ what, holds });
  }

  /** @throws {Broken} one does not hold */
  check(): void {
    for (const { what, holds } of this.#rules) if (!holds()) throw notHolding(what);
  }
}

export function notHolding(what: string): Broken {
  return new Broken(`It does not hold that ${what}`);
}
