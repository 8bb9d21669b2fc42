/** Programs in links: after the `#`, so that no server sees them. */
import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';

/** What a link asks for. */
export type Link =
  | { readonly type: 'none' }
  | { readonly type: 'program'; readonly text: string }
  | { readonly type: 'example'; readonly name: string }
  | { readonly type: 'broken'; readonly why: string };

/** In bytes. No link may make us unpack more. */
const LONGEST = 1_000_000;

/** Why there can be no link with `text` in it, if there can be none. */
export function whyNoLink(text: string): string | undefined {
  if (text === '') return 'There is nothing to share yet.';
  if (strToU8(text).length > LONGEST) return 'The program is too long for a link: it has more than 1 MB.';
  return undefined;
}

/** `#v1=…`: three bytes of length, by which one sees whether all is there; then the text, deflated; as base64url. */
export function hashOf(text: string): string {
  const bytes = strToU8(text);
  const { length } = bytes;
  let binary = String.fromCharCode(length & 0xff, (length >> 8) & 0xff, (length >> 16) & 0xff);
  for (const byte of deflateSync(bytes, { level: 9 })) binary += String.fromCharCode(byte);
  return `#v1=${btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')}`;
}

/** Never throws: a link may have been cut, or mistyped. */
export function readHash(hash: string): Link {
  const [, key = '', value = ''] = /^#([^=]*)=?(.*)$/s.exec(hash) ?? [];
  if (key === '') return { type: 'none' };
  if (key === 'v1') return programOf(value);
  if (key === 'example') return { type: 'example', name: value };
  if (/^v\d+$/.test(key)) return { type: 'broken', why: 'The link is of a newer playground than this one.' };
  return { type: 'none' }; // some anchor
}

function programOf(value: string): Link {
  try {
    const binary = atob(value.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const [low = 0, middle = 0, high = 0] = bytes;
    const length = low + (middle << 8) + (high << 16);
    const text = length > LONGEST ? undefined : unpacked(bytes.subarray(3), length);
    if (text !== undefined) return { type: 'program', text };
  } catch {
    // neither base64 nor deflated: as below
  }
  return { type: 'broken', why: 'The link is damaged: a part of it may have been cut off.' };
}

function unpacked(bytes: Uint8Array, length: number): string | undefined {
  // With room for one more: too long a text shows, too.
  const text = inflateSync(bytes, { out: new Uint8Array(length + 1) });
  return length > 0 && text.length === length ? strFromU8(text) : undefined;
}
