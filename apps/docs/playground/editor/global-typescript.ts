/**
 * Stands for `typescript` in what the browser gets: the compiler is a script of its own, which has put itself here before
 * anything asks for it. On the page itself it is never there, nor needed.
 */
import type typescript from 'typescript';

const { ts } = globalThis as unknown as { readonly ts: typeof typescript };

export default ts;
