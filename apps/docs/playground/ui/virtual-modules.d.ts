/** What the plugins of `.vitepress` make. */

declare module 'virtual:programs' {
  /** See `offered-programs.ts`. */
  const programs: readonly unknown[];
  export default programs;
}

declare module 'virtual:compiler' {
  /** A script that declares `ts`. */
  export const compilerUrl: string;
  /** An object of the texts of declaration files by their paths, as JSON. */
  export const declarationsUrl: string;
}
