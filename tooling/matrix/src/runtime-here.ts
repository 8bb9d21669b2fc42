/** What runs this very code, by its own word. */

/** The globals that tell runtimes apart. */
export interface Telling {
  readonly Bun?: { readonly version: string };
  readonly Deno?: { readonly version: { readonly deno: string } };
  readonly process?: { readonly version?: string };
  readonly navigator?: { readonly userAgent: string };
}

/** Such as `node v24.21.0`, `bun 1.4.5`, `deno 2.9.6` or `chromium 150.0.0.0`. */
export function runtimeHere({ Bun, Deno, process, navigator }: Telling): string {
  if (Bun) return `bun ${Bun.version}`; // it has a process, and Node's version in it, as Deno has
  if (Deno) return `deno ${Deno.version.deno}`;
  if (process?.version) return `node ${process.version}`;
  const chromium = /Chrom\w*\/([\d.]+)/.exec(navigator?.userAgent ?? '');
  return chromium ? `chromium ${chromium[1]!}` : `unknown: ${navigator?.userAgent ?? 'no navigator'}`;
}
