/** What `console.log` shows of an object in Node: its one line, not its fields. */

/** Makes Node show objects of this class by their `toString()`. Does nothing elsewhere. */
export function showInConsole(shown: { readonly prototype: object }): void {
  Object.defineProperty(shown.prototype, Symbol.for('nodejs.util.inspect.custom'), {
    value(this: object): string {
      // eslint-disable-next-line @typescript-eslint/no-base-to-string -- each class that calls this has its own
      return String(this);
    },
  });
}
