/** What was found: a line for each check, and below it what was wrong. */
export class Report {
  /** How many complaints there were. */
  failures = 0;
  readonly #say: (text: string) => void;

  /** @param say - takes each line, with what belongs below it */
  constructor(say: (text: string) => void = (text) => console.log(text)) {
    this.#say = say;
  }

  /** @param what - what holds if there is no complaint */
  add(what: string, complaints: readonly string[] = []): void {
    this.failures += complaints.length;
    const below = complaints.map((complaint) => `\n${complaint}`.replace(/^(?=.)/gm, '    '));
    this.#say(`${complaints.length === 0 ? '✓' : '✗'} ${what}${below.join('')}`);
  }
}
