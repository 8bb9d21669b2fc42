/** What a case is: the work, how big, and what must come out of it. */

/** How big, and which variant: `{ n: 1000 }`. */
export type Params = Readonly<Record<string, number | string | boolean>>;

/** One thing that is measured. Its subjects lie beside it: `ours.ts`, `native.ts`, …, `asyncio.py`. */
export interface Case<P extends Params = Params> {
  /** The name of its folder, and on the command line. */
  readonly name: string;
  /** What one operation is, for everybody; then what the native one does. */
  readonly what: string;
  /** The sizes and variants to measure. */
  readonly params: readonly P[];
  /** As small as shows that it works. */
  readonly smoke: readonly P[];
  /** `ns` and `B` are of one operation. `ms` is of the whole. */
  readonly unit: 'ns' | 'ms' | 'B';
  /** How many operations a call of `work` is. */
  readonly operations: (params: P) => number;
  /** What `work` returns: any other result fails the run. */
  readonly expected: (params: P) => unknown;
  /**
   * Who measures: `child` times the calls of `work`, after warming up; `work` measures by itself, in one cold call, and
   * returns `{ value, checked }`. Default `child`.
   */
  readonly measuredBy?: 'child' | 'work';
  /** `work` is called outside of every event loop and runtime. */
  readonly bare?: boolean;
  /** It talks to an echo server, whose port is added to the params. */
  readonly echo?: boolean;
  /** The parameter that charts draw the cost against, if its cost grows with one. */
  readonly axis?: keyof P & string;
}

/** Keeps the params' own type in the functions of a case, and takes it off for the list of all. */
export function defineCase<P extends Params>(definition: Case<P>): Case {
  return definition as unknown as Case; // the runner gives a case its own params only
}
