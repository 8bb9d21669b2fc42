/** A run of a program as components see it: what happened so far, and where it is. */
import { computed, type ComputedRef, onScopeDispose, type Ref, ref, type ShallowRef, shallowRef } from 'vue';

import type { TraceEvent } from '../model/trace.js';
import type { CompiledProgram } from '../runtime/compile.js';
import type { Problem } from '../runtime/problem.js';
import type { Time } from '../runtime/run-program.js';
import type { Session, Status } from '../runtime/session.js';
import { startSession } from '../runtime/start-session.js';
import { type ConsoleLine, linesOf } from './console-line.js';

export interface RunView {
  readonly status: Ref<Status | 'idle' | 'compiling'>;
  /** What there is to say of it. */
  readonly text: Ref<string>;
  /** One array that grows; a new one for each run. */
  readonly events: ShallowRef<readonly TraceEvent[]>;
  /** The lines among them. */
  readonly lines: ShallowRef<readonly ConsoleLine[]>;
  /** Grows whenever events were appended. */
  readonly version: Ref<number>;
  readonly isBusy: ComputedRef<boolean>;
  readonly ended: ComputedRef<boolean>;
  /** The first error that nobody caught, or of syntax. */
  readonly problem: ShallowRef<Problem | undefined>;
  /** Compiles and runs; what ran before is stopped. */
  run(compiled: Promise<CompiledProgram | readonly Problem[]>, time: Time): Promise<void>;
  stop(): void;
  resume(): void;
  /** Stops it, and forgets it. */
  clear(): void;
}

export function useProgramRun(): RunView {
  const view = new Running();
  onScopeDispose(() => {
    view.stop();
  });
  return view;
}

/** How often components are told. */
const FRAME_MILLISECONDS = 60;

class Running implements RunView {
  readonly status: RunView['status'] = ref('idle');
  readonly text: Ref<string> = ref('');
  readonly events: ShallowRef<TraceEvent[]> = shallowRef([]);
  readonly lines: ShallowRef<ConsoleLine[]> = shallowRef([]);
  readonly version: Ref<number> = ref(0);
  readonly ended: ComputedRef<boolean> = computed(() =>
    ['finished', 'failed', 'stopped'].includes(this.status.value),
  );
  readonly isBusy: ComputedRef<boolean> = computed(() => this.status.value !== 'idle' && !this.ended.value);
  readonly problem: ShallowRef<Problem | undefined> = shallowRef();
  #newLines: ConsoleLine[] = [];
  #showing: ReturnType<typeof setTimeout> | undefined;
  #session: Session | undefined;
  /** Of several that are still compiled, only the last one is wanted. */
  #wanted = 0;

  async run(compiled: Promise<CompiledProgram | readonly Problem[]>, time: Time): Promise<void> {
    this.stop();
    const number = ++this.#wanted;
    this.#reset();
    this.#say('compiling', 'Compiling');
    try {
      const result = await compiled;
      if (number !== this.#wanted) return;
      if ('code' in result) this.#start(result, time);
      else this.#refuse(result);
    } catch (error) {
      // The compiler, or the offered program, could not be loaded. What is wrong in a program is no error here.
      if (number === this.#wanted) this.#say('failed', `The program was not compiled: ${String(error)}`);
    }
  }

  stop(): void {
    if (this.status.value === 'compiling') {
      this.#wanted++;
      this.#say('stopped', 'Stopped');
    }
    this.#session?.stop();
  }

  resume(): void {
    this.#session?.resume();
  }

  clear(): void {
    this.stop();
    this.#wanted++;
    this.#reset();
    this.#say('idle', '');
  }

  #reset(): void {
    this.events.value = [];
    this.lines.value = [];
    this.#newLines = [];
    this.problem.value = undefined;
  }

  #start(program: CompiledProgram, time: Time): void {
    this.#session = startSession(program, time, {
      events: (events) => {
        this.#append(events);
      },
      status: (status, text) => {
        this.#say(status, text);
      },
      problem: (problem) => {
        this.problem.value ??= problem;
      },
    });
  }

  /** Components are told some times a second: a program may send events faster than they are drawn. */
  #append(events: readonly TraceEvent[]): void {
    this.#newLines.push(...linesOf(events, this.events.value.length));
    for (const event of events) this.events.value.push(event);
    this.#showing ??= setTimeout(() => {
      this.#show();
    }, FRAME_MILLISECONDS);
  }

  #show(): void {
    clearTimeout(this.#showing);
    this.#showing = undefined;
    if (this.#newLines.length > 0) this.lines.value = [...this.lines.value, ...this.#newLines.splice(0)];
    this.version.value++;
  }

  #refuse(problems: readonly Problem[]): void {
    this.problem.value = problems[0];
    this.#say('failed', 'Not run: there are errors of syntax');
  }

  #say(status: RunView['status']['value'], text: string): void {
    if (this.#showing !== undefined) this.#show();
    this.status.value = status;
    this.text.value = text;
  }
}
