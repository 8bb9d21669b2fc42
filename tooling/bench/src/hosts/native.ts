import type { Host } from '../host.js';

export const host: Host = async (work, params) => {
  const begin = performance.now();
  const result = await work(params);
  return { milliseconds: performance.now() - begin, result };
};
