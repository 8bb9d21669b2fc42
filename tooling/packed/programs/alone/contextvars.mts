import { ContextVar, copyContext, LookupError } from '@asyncio-ts/contextvars';

const user = new ContextVar<string>('user');
const before = copyContext();
const token = user.set('ada');
const after = copyContext();
user.reset(token);

function whoIs(): string {
  try {
    return user.get();
  } catch (error) {
    if (!(error instanceof LookupError)) throw error;
    return 'nobody';
  }
}

console.log(before.run(whoIs), after.run(whoIs), whoIs());
// nobody ada nobody
