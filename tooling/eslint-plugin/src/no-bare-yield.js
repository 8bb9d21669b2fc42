// Keeps the suspension points where they are: all of asyncio has exactly two bare `yield`s, and so have we.
//
// A `yield x` where `yield* x` was meant hands the task something it may not know how to wait for. The two files that
// must do it are named in the rule's option, and each may do it once.
export const noBareYield = {
  meta: {
    type: 'problem',
    schema: [
      {
        type: 'object',
        properties: { onceIn: { type: 'array', items: { type: 'string' } } },
        additionalProperties: false,
      },
    ],
    messages: {
      bare: 'Await with yield*. A bare yield belongs in future.ts and sleep.ts only.',
      second: 'This file has its one bare yield already. Await with yield*.',
    },
  },
  create(context) {
    const path = context.filename.replaceAll('\\', '/');
    const mayOnce = (context.options[0]?.onceIn ?? []).some((allowed) => path.endsWith(`/${allowed}`));
    let seen = 0;
    return {
      'YieldExpression[delegate=false]'(node) {
        seen += 1;
        if (!mayOnce) context.report({ node, messageId: 'bare' });
        else if (seen > 1) context.report({ node, messageId: 'second' });
      },
    };
  },
};
