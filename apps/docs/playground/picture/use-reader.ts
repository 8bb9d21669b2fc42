/** A trace that grows and a reader who moves in it, for components: what they show changes when `loop` does. */
import { computed, type ComputedRef, ref, type Ref, shallowRef, type ShallowRef, watch } from 'vue';

import type { LoopNow } from '../model/loop-now.js';
import { Player } from '../model/player.js';
import { Recording } from '../model/recording.js';
import type { TraceEvent } from '../model/trace.js';
import { type Frames, useFrames } from './use-frames.js';

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
  const reading = new Reading(source, moved);
  const frames = useFrames(reading.isPlaying, (seconds) => {
    reading.tick(seconds);
  });
  watch([() => source.events, () => source.version, () => source.ended], () => {
    reading.grow();
  });
  watch(reading.speed, (speed) => {
    reading.setSpeed(speed);
  });
  reading.show();
  moved(reading.loop.value.position);
  return reading.reader(frames);
}

/** The state of a reader. */
class Reading {
  readonly #source: Source;
  readonly #moved: (position: number) => void;
  readonly #record: ShallowRef<Recording>;
  readonly loop: ShallowRef<LoopNow>;
  readonly #length: Ref<number>;
  readonly #words: Ref<string> = ref('');
  readonly isPlaying: Ref<boolean> = ref(false);
  readonly #follows: Ref<boolean> = ref(true);
  readonly #isLed: Ref<boolean> = ref(false);
  readonly speed: Ref<number> = ref(1);
  readonly #moves: ComputedRef<boolean>;
  #player: Player;

  constructor(source: Source, moved: (position: number) => void) {
    this.#source = source;
    this.#moved = moved;
    const record = new Recording(source.events);
    this.#record = shallowRef(record);
    this.#length = ref(record.length);
    this.loop = shallowRef(record.stateAt(record.length));
    this.#player = new Player(source.events, record.beats);
    this.#moves = computed(() => this.isPlaying.value || (this.#follows.value && !source.ended));
  }

  /** What components see of it. */
  reader(frames: Frames): Reader {
    return {
      record: this.#record,
      loop: this.loop,
      length: this.#length,
      words: this.#words,
      moves: this.#moves,
      isLed: this.#isLed,
      speed: this.speed,
      move: (kind) => {
        this.#move(kind);
        frames.run();
      },
      goTo: (position) => {
        this.#isLed.value = false; // a scrubber tells where it is by itself, and lanes that jump are hard to follow
        this.#player.goTo(position);
        this.show();
      },
    };
  }

  /** The source has grown, or is another. */
  grow(): void {
    const { events } = this.#source;
    if (events === this.#record.value.trace) this.#record.value.extend();
    else this.#beginAnew();
    this.#player.grow();
    this.show();
  }

  #beginAnew(): void {
    this.#record.value = new Recording(this.#source.events);
    this.#player = new Player(this.#source.events, this.#record.value.beats);
    this.#player.speed = this.speed.value;
    this.#isLed.value = false;
  }

  setSpeed(speed: number): void {
    this.#player.speed = speed;
    if (this.#player.plays) this.#player.play();
    this.show();
  }

  tick(seconds: number): void {
    if (this.#player.tick(seconds)) this.show();
    else this.isPlaying.value = this.#player.plays;
  }

  #move(kind: Move): void {
    this.#isLed.value = kind !== 'play';
    if (kind !== 'play') this.#player[kind]();
    else if (this.#moves.value) this.#player.pause();
    else this.#player.play();
    this.show(kind.endsWith('One'));
  }

  /** Components see where the player is. */
  show(isOne = false): void {
    const before = this.loop.value.position;
    const { position, plays, follows } = this.#player;
    this.loop.value = this.#record.value.stateAt(position);
    this.#length.value = this.#record.value.length;
    this.isPlaying.value = plays;
    this.#follows.value = follows;
    this.#words.value = this.#wordsAt(position, isOne);
    if (before !== position) this.#moved(position);
  }

  /** Since the last beat; or of the last event alone. */
  #wordsAt(position: number, isOne: boolean): string {
    const record = this.#record.value;
    if (record.length === 0) return '';
    if (position === 0) return 'The program begins.';
    if (isOne) return record.words(position - 1, position);
    if (this.#source.ended && position === record.length) return 'The program has ended.';
    return record.words(record.beats.before(position), position);
  }
}
