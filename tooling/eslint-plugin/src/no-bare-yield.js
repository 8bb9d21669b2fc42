// Keeps the suspension points where they are: future.ts, sleep.ts and emit.ts suspend, as iterators written by hand.
//
// A `yield x` where `yield* x` was meant hands the task something it may not know how to wait for. A file that must do it
// can be named in the rule's option, and may do it once; none is, at present.
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
      bare: 'Await with yield*. Only future.ts, sleep.ts and emit.ts suspend, as iterators.',
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
