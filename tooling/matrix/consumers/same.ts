/** What the programs beside this one are checked with. None of them is ever run: compilers read them. */

// The usual trick: conditional types are one type only if what they ask about is one type. `any` is none but itself.
type Asked<A> = <T>() => T extends A ? 1 : 2;

/** Takes a value whose type is `Expected`, neither more nor less: `exactly<string>()(text)`. */
export function exactly<Expected>(): <const Actual>(
  value: Actual,
  ...same: Asked<Actual> extends Asked<Expected> ? [] : [never]
) => void {
  return () => undefined;
}
