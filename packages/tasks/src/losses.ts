/**
 * What must not be lost in silence: an error that nobody looks at, a coroutine that nobody awaits. Each is watched:
 * once the object that it belongs to is collected, and at the latest when its loop closes, it is reported, once.
 */

/** Something to report unless it is forgotten before. */
export interface Loss {
  readonly among: Set<Loss>;
  readonly report: () => void;
}

let collected: FinalizationRegistry<Loss> | undefined;

/**
 * Watches `owner`.
 *
 * @param among - the losses of its loop
 * @param report - tells of the loss; must not hold `owner`, or that is never collected
 */
export function watch(owner: object, among: Set<Loss>, report: () => void): Loss {
  const loss: Loss = { among, report };
  among.add(loss);
  collected ??= new FinalizationRegistry(tell);
  collected.register(owner, loss, loss);
  return loss;
}

/** Nothing is lost any more. */
export function forget(loss: Loss): void {
  loss.among.delete(loss);
  collected!.unregister(loss); // made by the watch that is taken back
}

/** Was it neither reported nor forgotten? */
export function isLoss(loss: Loss): boolean {
  return loss.among.has(loss);
}

/** Reports it now, once. */
export function tell(loss: Loss): void {
  if (!isLoss(loss)) return;
  forget(loss);
  loss.report();
}
