// Catches the mistake that does nothing: a coroutine that is made, and neither awaited nor kept.
//
//   sleep(1);                       // made and dropped; Python warns at run time, JavaScript stays silent
//   void sleep(1);                  // the same
//   await rawGenerator();           // a raw generator is no thenable: await hands it back as it is
//   loop.callSoon(function* () {})  // the loop calls it, gets a coroutine and throws it away
//
// `await` of a CoroutineObject is fine, and so are futures and tasks: they run by themselves.
import { ESLintUtils } from '@typescript-eslint/utils';

import { isCoroutine, isThenable } from './coroutine-type.js';

export const noUnyielded = ESLintUtils.RuleCreator.withoutDocs({
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      dropped: 'This coroutine is made but never run. Write `yield*` before it, or hand it to createTask().',
      notThenable:
        '`await` does not run a raw generator. Write `yield*` in a coroutine, or await createTask(…).',
      callback:
        'The caller expects nothing back and drops the coroutine this returns. Use createTask(…) inside.',
    },
  },
  defaultOptions: [],
  create(context) {
    const services = ESLintUtils.getParserServices(context);
    const checker = services.program.getTypeChecker();

    function checkDropped(node) {
      for (const value of valuesOf(node)) {
        if (isCoroutine(services.getTypeAtLocation(value)))
          context.report({ node: value, messageId: 'dropped' });
      }
    }

    function checkArgument(node) {
      if (node.type === 'SpreadElement') return;
      const expected = checker.getContextualType(services.esTreeNodeToTSNodeMap.get(node));
      if (!expected || !returnsNothing(expected)) return;
      const returned = services
        .getTypeAtLocation(node)
        .getCallSignatures()
        .map(checker.getReturnTypeOfSignature);
      if (returned.some(isCoroutine)) context.report({ node, messageId: 'callback' });
    }

    /** A callback type whose result nobody looks at: every signature returns void. */
    function returnsNothing(type) {
      const signatures = checker.getNonNullableType(type).getCallSignatures();
      return (
        signatures.length > 0 && signatures.every((s) => checker.typeToString(s.getReturnType()) === 'void')
      );
    }

    return {
      ExpressionStatement: (node) => checkDropped(node.expression),
      'UnaryExpression[operator="void"]': (node) => checkDropped(node.argument),
      AwaitExpression({ argument }) {
        const type = services.getTypeAtLocation(argument);
        if (isCoroutine(type) && !isThenable(type))
          context.report({ node: argument, messageId: 'notThenable' });
      },
      'CallExpression, NewExpression': (node) => node.arguments.forEach(checkArgument),
    };
  },
});

/** The expressions whose value a statement drops; `void` and assignments answer for themselves. */
function valuesOf(node) {
  switch (node.type) {
    case 'SequenceExpression':
      return node.expressions.flatMap(valuesOf);
    case 'ConditionalExpression':
      return [...valuesOf(node.consequent), ...valuesOf(node.alternate)];
    case 'LogicalExpression':
      return valuesOf(node.right);
    case 'ChainExpression':
    case 'TSNonNullExpression':
    case 'TSAsExpression':
      return valuesOf(node.expression);
    case 'CallExpression':
    case 'NewExpression':
    case 'Identifier':
    case 'MemberExpression':
      return [node];
    default:
      return [];
  }
}
