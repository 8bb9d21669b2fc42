/** The frames of the screen, for as long as something moves. */
import { onBeforeUnmount, type Ref } from 'vue';

export interface Frames {
  /** Begins, if it is wanted and does not run. */
  run(): void;
}

/** Calls `tick` with the seconds since the last time, once a frame for as long as `isWanted`. */
export function useFrames(isWanted: Ref<boolean>, tick: (seconds: number) => void): Frames {
  let frame = 0;
  let last = 0;
  const next = (now: number): void => {
    tick((now - last) / 1000);
    last = now;
    frame = isWanted.value ? requestAnimationFrame(next) : 0;
  };
  onBeforeUnmount(() => {
    cancelAnimationFrame(frame);
  });
  return {
    run() {
      if (frame !== 0 || !isWanted.value) return;
      last = performance.now();
      frame = requestAnimationFrame(next);
    },
  };
}
