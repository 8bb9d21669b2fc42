// A lint rule may be switched off for a line, with the reason behind two dashes, as ESLint itself writes it:
//
//   // eslint-disable-next-line asyncio/no-bare-yield -- a plain iterator, not a coroutine
export const disableSaysWhy = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { silent: 'Say why: `eslint-disable-next-line <rule> -- <reason>`.' },
  },
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          const [directive, reason = ''] = comment.value.split(/\s-{2,}\s/);
          if (/^\s*eslint-disable/.test(directive) && reason.trim() === '') {
            context.report({ loc: comment.loc, messageId: 'silent' });
          }
        }
      },
    };
  },
};
