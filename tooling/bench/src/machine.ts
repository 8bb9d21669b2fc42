/** On what was measured: numbers mean nothing without it. */
import { cpus, platform, release, totalmem, type } from 'node:os';

/** One machine. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGB: number;
  readonly system: string;
  /** The version of Node. */
  readonly node: string;
}

/** This one. */
export function describeMachine(): Machine {
  const cores = cpus();
  return {
    cpu: cores[0]?.model.trim() ?? 'unknown',
    cores: cores.length,
    memoryGB: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    system: `${type()} ${release()} (${platform()} ${process.arch})`,
  };
}
