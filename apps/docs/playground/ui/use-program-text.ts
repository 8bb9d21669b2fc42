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

import { type LoadedProgram, offeredProgram } from './offered-programs.js';
import { hashOf, readHash } from './share-link.js';

interface Loaded extends LoadedProgram {
  readonly name: string;
}

export interface ProgramText {
  readonly text: Ref<string>;
  /** The offered program that it was made of. */
  readonly offered: ShallowRef<Loaded | undefined>;
  readonly isEdited: ComputedRef<boolean>;
  /** What went wrong with a link, or how sharing went. */
  readonly message: Ref<string>;
  /** Puts an offered program into the editor. */
  choose(name: string): Promise<void>;
  /** Copies a link with the program in it. */
  share(): Promise<void>;
}

const FIRST = 'hello';
const KEPT = 'asyncio-ts playground';

interface Kept {
  /** The page's hash when it was written: another one asks for another program. */
  readonly hash: string;
  readonly text: string;
}

export function useProgramText(): ProgramText {
  const text = ref('');
  const offered = shallowRef<Loaded>();
  const message = ref('');
  const isEdited = computed(() => offered.value?.source !== text.value);

  async function choose(name: string, says = ''): Promise<void> {
    const found = offeredProgram(name);
    if (found === undefined) {
      message.value = `There is no example called ${name}.`;
      if (text.value === '') await choose(FIRST, message.value);
      return;
    }
    const loaded = await found.load();
    const isReplaced = text.value !== '' && isEdited.value;
    offered.value = { name, ...loaded };
    text.value = loaded.source;
    message.value = isReplaced ? 'Undo (Ctrl-Z) in the editor brings your program back.' : says;
    setHash(`#example=${name}`);
    keep(loaded.source);
  }

  async function open(hash: string): Promise<void> {
    const kept = readKept();
    const link = readHash(hash);
    if (kept?.hash === hash) {
      text.value = kept.text;
      if (link.type === 'example') offered.value = await loadOffered(link.name);
    } else if (link.type === 'program') text.value = link.text;
    else if (link.type === 'example') await choose(link.name);
    else if (kept !== undefined && text.value === '') text.value = kept.text;
    if (text.value === '') await choose(FIRST);
    if (link.type === 'broken') message.value = `${link.why} It changed nothing.`;
  }

  async function share(): Promise<void> {
    setHash(hashOf(text.value));
    keep(text.value);
    message.value = await copied(location.href);
  }

  function hashChanged(): void {
    void open(location.hash);
  }

  onMounted(() => {
    void open(location.hash);
    addEventListener('hashchange', hashChanged);
  });
  onScopeDispose(() => {
    removeEventListener('hashchange', hashChanged);
  });
  watch(text, keep);
  return { text, offered, isEdited, message, choose, share };
}

async function loadOffered(name: string): Promise<Loaded | undefined> {
  const found = offeredProgram(name);
  return found && { name, ...(await found.load()) };
}

/** Without an entry in the browser's history, and without `hashchange`. */
function setHash(hash: string): void {
  history.replaceState(history.state, '', hash);
}

function keep(text: string): void {
  const kept: Kept = { hash: location.hash, text };
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(kept));
  } catch {
    // forbidden, or full: then a reload loses the text, as without it
  }
}

function readKept(): Kept | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? '') as Kept;
  } catch {
    return undefined; // nothing there, or forbidden
  }
}

async function copied(link: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(link);
    return 'The link is on the clipboard.';
  } catch {
    return 'The link is in the address bar; the clipboard is not allowed here.';
  }
}
