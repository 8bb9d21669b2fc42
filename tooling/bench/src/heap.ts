/** Bytes in use on the heap, and off it for buffers, once all garbage is gone. */
export function heapInUse(): number {
  for (let i = 0; i < 3; i++) (globalThis as unknown as { gc: () => void }).gc(); // the runner says --expose-gc
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
