/** The links of a Markdown text, in the plain form that llms.txt uses: `[name](target): what it is`. */

export interface Link {
  readonly name: string;
  readonly target: string;
}

export function linksIn(text: string): Link[] {
  return [...text.matchAll(/\[([^\]]+)\]\(([^)\s]+)\)/g)].map(([, name = '', target = '']) => ({
    name,
    target,
  }));
}
