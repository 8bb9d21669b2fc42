/** The errors that a program can name, and which error is an instance of which by Python's class tree. */
import { KeyboardInterrupt, SystemExit } from '@asyncio-ts/loop';
import { QueueEmpty, QueueFull, QueueShutDown } from '@asyncio-ts/queues';
import { ExceptionGroup } from '@asyncio-ts/structured';
import { BrokenBarrierError } from '@asyncio-ts/sync';
import { CancelledError, GeneratorExit, InvalidStateError, TimeoutError } from '@asyncio-ts/tasks';
import { RuntimeError, ValueError } from '@asyncio-ts/contextvars';

/** One of the program's own errors, which print with their message. */
export class UserError extends Error {}

class AppError extends UserError {
  override name = 'AppError';
}

class NetError extends UserError {
  override name = 'NetError';
}

class DataError extends UserError {
  override name = 'DataError';
}

/** What Python calls `Exception`: a program may raise it as it is. */
class Exception extends Error {
  override name = 'Exception';
}

/** Python's `BaseException`, which JavaScript does not have either. */
class BaseException extends Error {
  override name = 'BaseException';
}

const classes: Readonly<Record<string, new (message: string) => Error>> = {
  AppError,
  NetError,
  DataError,
  CancelledError,
  TimeoutError,
  InvalidStateError,
  QueueEmpty,
  QueueFull,
  QueueShutDown,
  BrokenBarrierError,
  RuntimeError,
  ValueError,
  ExceptionGroup: ExceptionGroup as unknown as new (message: string) => Error, // refuses a message alone, as in Python
  Exception,
  BaseException,
};

/** Makes the error that a program calls `name`. */
export function makeError(name: string, message: string): Error {
  return new classes[name]!(message);
}

/** Does a handler for `name` catch `error`? */
export function isInstance(error: unknown, name: string): boolean {
  if (name === 'BaseException') return true;
  if (name === 'Exception') return isException(error);
  return error instanceof classes[name]!;
}

const baseExceptions = [CancelledError, GeneratorExit, KeyboardInterrupt, SystemExit, BaseException];

/** Python's `except Exception` lets cancellation and the end of the program pass, and groups that hold either. */
function isException(error: unknown): boolean {
  if (error instanceof ExceptionGroup) return error.exceptions.every(isException);
  return !baseExceptions.some((base) => error instanceof base);
}
