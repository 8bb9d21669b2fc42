// CancelledError is an ordinary Error here, so a plain `catch` swallows it, and the task goes on as if nobody had asked
// it to stop. Every catch therefore does one of three things:
//
//   catch (error) { cleanUp(); throw error; }            // throws on what it caught, whatever happens
//   catch (error) { rethrowIfCancelled(error); … }       // lets cancellation pass
//   catch (error) { // CancelledError: stored, …          // says why it may keep it
export const catchSaysWhy = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      silent:
        'This catch may swallow CancelledError. Call rethrowIfCancelled(error), throw the caught error on, ' +
        'or say why not in a comment that begins `// CancelledError: `.',
    },
  },
  create(context) {
    const rethrowing = new Set(); // the catch clauses that call rethrowIfCancelled(...) directly, not in a callback
    return {
      'CallExpression[callee.name="rethrowIfCancelled"]'(node) {
        rethrowing.add(enclosingCatch(node));
      },
      'CatchClause:exit'(node) {
        const says = context.sourceCode
          .getCommentsInside(node)
          .some(({ value }) => value.includes('CancelledError'));
        if (!says && !rethrowing.has(node) && !node.body.body.some((line) => throwsOn(line, node.param))) {
          context.report({ node, messageId: 'silent' });
        }
      },
    };
  },
};

/** `throw error`, where `error` is what the clause caught; as a statement of its own, so that nothing can skip it. */
function throwsOn(statement, param) {
  return (
    statement.type === 'ThrowStatement' &&
    statement.argument.type === 'Identifier' &&
    param?.type === 'Identifier' &&
    statement.argument.name === param.name
  );
}

function enclosingCatch(node) {
  for (let at = node.parent; at; at = at.parent) {
    if (at.type === 'CatchClause') return at;
    if (/Function/.test(at.type)) return undefined;
  }
  return undefined;
}
