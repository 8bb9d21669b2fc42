// Which types are coroutines: started calls that run nothing until somebody awaits them.

const names = new Set(['Generator', 'AsyncGenerator', 'Coroutine', 'CoroutineObject']);

/**
 * Whether a value of this type may be a coroutine. Looks through unions, aliases and base classes.
 *
 * @param {import('typescript').Type} type
 * @returns {boolean}
 */
export function isCoroutine(type) {
  if (type.isUnionOrIntersection()) return type.types.some(isCoroutine);
  if (names.has(type.aliasSymbol?.name ?? '') || names.has(type.getSymbol()?.name ?? '')) return true;
  return type.isClassOrInterface() ? baseTypes(type).some(isCoroutine) : targetOf(type).some(isCoroutine);
}

/**
 * Whether `await` gets the coroutine's result: a `CoroutineObject` is a thenable, a raw generator is not, and `await`
 * would hand it back without running it.
 *
 * @param {import('typescript').Type} type
 * @returns {boolean}
 */
export function isThenable(type) {
  if (type.isUnion()) return type.types.every((part) => !isCoroutine(part) || isThenable(part));
  return type.getProperty('then') !== undefined;
}

/** The generic class or interface behind `Name<T>`, whose bases the reference itself does not list. */
function targetOf(type) {
  return type.target?.isClassOrInterface() === true ? baseTypes(type.target) : [];
}

function baseTypes(type) {
  return type.getBaseTypes() ?? [];
}
