/** What was found: a line for each check, and below it what was wrong. */
export class Report {
  failures = 0;

  add(what: string, complaints: readonly string[]): void {
    this.failures += complaints.length;
    const below = complaints.map((complaint) => `\n${complaint}`.replace(/^(?=.)/gm, '    '));
    console.log(`${complaints.length === 0 ? '✓' : '✗'} ${what}${below.join('')}`);
  }
}

/** Most of this is waiting for processes to start: two at a time. */
export async function twoAtATime<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all([worker(), worker()]);
}
