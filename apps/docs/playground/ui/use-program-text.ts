/** Which program stands in the editor: one of the link, one that is offered, or what was written before a reload. */
import {
  computed,
  type ComputedRef,
  onMounted,
  onScopeDispose,
  type Ref,
  ref,
  type ShallowRef,
  shallowRef,
  watch,
} from 'vue';

import { forget, keep, lastHash, readKept, setHash } from './kept-text.js';
import { type LoadedProgram, offeredProgram } from './offered-programs.js';
import { hashOf, readHash, whyNoLink } from './share-link.js';

interface Loaded extends LoadedProgram {
  readonly name: string;
}

export interface ProgramText {
  readonly text: Ref<string>;
  /** The offered program that it was made of. */
  readonly offered: ShallowRef<Loaded | undefined>;
  readonly isEdited: ComputedRef<boolean>;
  /** How often the text was replaced by another program's. */
  readonly opened: Ref<number>;
  /** What went wrong with a link, or how sharing went. */
  readonly message: Ref<string>;
  /** Puts an offered program into the editor: with the reader's changes, if he comes back to it; as it was, otherwise. */
  choose(name: string): Promise<void>;
  /** Copies a link with the program in it. */
  share(): Promise<void>;
}

/** What stands there if nobody asks for anything else. */
const FIRST = 'hello';

export function useProgramText(): ProgramText {
  const program = new EditedProgram();
  const open = (): void => void program.open(location.hash);
  onMounted(() => {
    open();
    addEventListener('hashchange', open);
  });
  onScopeDispose(() => {
    removeEventListener('hashchange', open);
  });
  watch(program.text, () => {
    program.keep();
  });
  const { text, offered, isEdited, opened, message } = program;
  return {
    text,
    offered,
    isEdited,
    opened,
    message,
    choose: (name) => program.choose(name),
    share: () => program.share(),
  };
}

/** The program, without the component that it belongs to. */
export class EditedProgram implements ProgramText {
  readonly text: Ref<string> = ref('');
  readonly offered: ShallowRef<Loaded | undefined> = shallowRef();
  readonly opened: Ref<number> = ref(0);
  readonly message: Ref<string> = ref('');
  readonly isEdited: ComputedRef<boolean> = computed(() => this.offered.value?.source !== this.text.value);
  /** Of several programs that are still loaded, only the last one is wanted. */
  #wanted = 0;

  async choose(name: string): Promise<void> {
    const hash = `#example=${name}`;
    const kept = this.offered.value?.name === name ? undefined : readKept(hash);
    if (kept === undefined) await this.#put(name);
    else {
      setHash(hash);
      await this.#putBack(kept, name);
    }
  }

  /** What the page's address asks for, as `hash`. */
  async open(hash: string): Promise<void> {
    const link = readHash(hash);
    const kept = readKept(hash);
    const last = lastHash();
    if (kept !== undefined) await this.#putBack(kept, link.type === 'example' ? link.name : undefined);
    else if (link.type === 'program') await this.#putBack(link.text);
    else if (link.type === 'example') await this.#put(link.name);
    else if (this.text.value === '' && last !== undefined) await this.#goBackTo(last);
    else if (this.text.value === '') await this.#put(FIRST);
    if (link.type === 'broken') this.message.value = `${link.why} It changed nothing.`;
  }

  /** Keeps the reader's text for when he comes back; one that is offered can be had again anyway. */
  keep(): void {
    if (this.isEdited.value) keep(this.text.value);
    else forget();
  }

  async share(): Promise<void> {
    const why = whyNoLink(this.text.value);
    if (why !== undefined) {
      this.message.value = why;
      return;
    }
    setHash(hashOf(this.text.value));
    this.keep();
    this.message.value = await copied(location.href);
  }

  /** @param says - what there is to say about it */
  async #put(name: string, says = ''): Promise<void> {
    const number = ++this.#wanted;
    const loaded = await load(name);
    if (number !== this.#wanted) return;
    if ('why' in loaded) await this.#putNothing(name, loaded.why);
    else {
      const isReplaced = this.text.value !== '' && this.isEdited.value;
      this.offered.value = loaded;
      this.text.value = loaded.source;
      this.message.value = isReplaced ? 'Undo (Ctrl-Z) in the editor brings your program back.' : says;
      setHash(`#example=${name}`);
      this.keep();
      this.opened.value++;
    }
  }

  /** The program `name` is not there; but some program should be. */
  async #putNothing(name: string, why: string): Promise<void> {
    this.message.value = why;
    if (this.text.value === '' && name !== FIRST) await this.#put(FIRST, why);
  }

  /** Nobody asks for any program: what was written last is there again. */
  async #goBackTo(hash: string): Promise<void> {
    setHash(hash);
    await this.open(hash);
  }

  /** Puts a reader's own text into the editor; `name`: what he has made it of. */
  async #putBack(text: string, name?: string): Promise<void> {
    const number = ++this.#wanted;
    this.offered.value = undefined;
    this.message.value = '';
    this.text.value = text;
    this.opened.value++;
    const loaded = name === undefined ? undefined : await load(name);
    if (number !== this.#wanted) return;
    if (loaded !== undefined && !('why' in loaded)) {
      this.offered.value = loaded;
      if (this.isEdited.value) this.message.value = 'With your changes; chosen once more, it is as it was.';
    }
    if (this.text.value === '') await this.#put(FIRST);
  }
}

async function load(name: string): Promise<Loaded | { readonly why: string }> {
  const found = offeredProgram(name);
  if (found === undefined) return { why: `There is no example called ${name}.` };
  try {
    return { name, ...(await found.load()) };
  } catch (error) {
    // No network, or the site was built anew meanwhile: the reader hears of it, and keeps what he has.
    return { why: `The example ${name} could not be loaded: ${String(error)}` };
  }
}

async function copied(link: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(link);
    return 'The link is on the clipboard.';
  } catch {
    // forbidden, or not there outside of https
    return 'The link is in the address bar; the clipboard is not allowed here.';
  }
}
