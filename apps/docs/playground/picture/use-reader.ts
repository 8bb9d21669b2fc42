/** A trace that grows and a reader who moves in it, for components: what they show changes when `loop` does. */
import { computed, onBeforeUnmount, ref, type Ref, shallowRef, type ShallowRef, watch } from 'vue';

import type { LoopNow } from '../model/loop-now.js';
import { Player } from '../model/player.js';
import { Recording } from '../model/recording.js';
import type { TraceEvent } from '../model/trace.js';

/** What the picture is given. */
export interface Source {
  readonly events: readonly TraceEvent[];
  readonly version: number;
  readonly ended: boolean;
}

/** How the reader moves. */
export type Move = 'play' | 'forward' | 'back' | 'forwardOne' | 'backOne' | 'toBegin' | 'toEnd';

/** What components see of a reader. */
export interface Reader {
  readonly record: ShallowRef<Recording>;
  readonly loop: ShallowRef<LoopNow>;
  /** How many events there are. */
  readonly length: Ref<number>;
  readonly words: Ref<string>;
  /** Does the picture move by itself: played, or with a program that runs? */
  readonly moves: Ref<boolean>;
  /** Did the reader make the last move, by a step? Then he is told what happened, and has who runs in sight. */
  readonly isLed: Ref<boolean>;
  readonly speed: Ref<number>;
  move(kind: Move): void;
  goTo(position: number): void;
}

/** Reads `source`; `moved` is called with each new position. */
export function useReader(source: Source, moved: (position: number) => void): Reader {
  const record = shallowRef(new Recording(source.events));
  const loop = shallowRef(record.value.stateAt(record.value.length));
  const length = ref(record.value.length);
  const words = ref('');
  const isPlaying = ref(false);
  const follows = ref(true);
  const isLed = ref(false);
  const speed = ref(1);
  let player = new Player(source.events, record.value.beats);

  const show = (): void => {
    const before = loop.value.position;
    loop.value = record.value.stateAt(player.position);
    length.value = record.value.length;
    isPlaying.value = player.plays;
    follows.value = player.follows;
    words.value =
      source.ended && player.position === length.value && length.value > 0
        ? 'The program has ended.'
        : wordsAt(record.value, player.position, false);
    if (before !== player.position) moved(player.position);
  };
  const frames = useFrames(isPlaying, (seconds) => {
    if (player.tick(seconds)) show();
    else isPlaying.value = player.plays;
  });

  watch([() => source.events, () => source.version, () => source.ended], ([events]) => {
    if (events === record.value.trace) record.value.extend();
    else {
      record.value = new Recording(events);
      player = new Player(events, record.value.beats);
      player.speed = speed.value;
      isLed.value = false;
    }
    player.grow();
    show();
  });
  watch(speed, (value) => {
    player.speed = value;
    if (player.plays) player.play();
    show();
  });

  show();
  moved(player.position);

  const moves = computed(() => isPlaying.value || (follows.value && !source.ended));
  return {
    record,
    loop,
    length,
    words,
    moves,
    isLed,
    speed,
    move(kind) {
      isLed.value = kind !== 'play';
      if (kind === 'play') {
        if (moves.value) player.pause();
        else player.play();
      } else player[kind]();
      show();
      if (kind.endsWith('One')) words.value = wordsAt(record.value, player.position, true);
      frames.run();
    },
    goTo(position) {
      isLed.value = false; // a scrubber tells where it is by itself, and lanes that jump are hard to follow
      player.goTo(position);
      show();
    },
  };
}

/** Since the last beat; or of the last event alone. */
function wordsAt(record: Recording, position: number, isOne: boolean): string {
  if (position === 0) return record.length === 0 ? '' : 'The program begins.';
  if (isOne) return record.words(position - 1, position);
  const from = record.beats.before(position);
  return record.words(from, position) || record.words(record.beats.before(from), from);
}

/** Calls `tick` with the seconds since the last time, once a frame for as long as `isWanted`. */
function useFrames(isWanted: Ref<boolean>, tick: (seconds: number) => void): { run(): void } {
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
