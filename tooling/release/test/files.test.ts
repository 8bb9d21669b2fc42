// The files that people look for, in the repository and in the packages.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { publishedPackages, ROOT } from '@asyncio-ts/workspace';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { badgesOf, listingComplaints, readmeComplaints } from '../src/listing.js';
import { linksIn } from '../src/markdown-links.js';

const packages = publishedPackages();
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

describe('the repository', () => {
  it.each([
    ['LICENSE', /^MIT License\n\nCopyright \(c\) asyncio-ts contributors\n/],
    ['SECURITY.md', /private advisory/],
    ['CODE_OF_CONDUCT.md', /Whoever is the\ntarget of such behaviour/],
    ['CONTRIBUTING.md', /\n## Releases\n/],
    ['.editorconfig', /^root = true\n/],
    ['.github/PULL_REQUEST_TEMPLATE.md', /^- \[ \] `npm test` passes$/m],
  ])('has %s', (file, content) => {
    expect(read(file)).toMatch(content);
  });

  it('has a README with a program of about twenty lines, every package, and both commands', () => {
    const readme = read('README.md');
    const [, program = ''] = /^```ts\n([^]*?)^```$/m.exec(readme) ?? [];
    const lines = program.split('\n').filter((line) => line !== '' && !line.startsWith('//'));
    expect(lines.length).toBeGreaterThan(14);
    expect(lines.length).toBeLessThan(27);
    for (const { name, path } of packages) expect(readme).toContain(`\n| [\`${name}\`](${path}) | `);
    expect(readme).toMatch(/^npm start .*$/m);
    expect(readme).toMatch(/^npm test .*$/m);
  });
});

interface Form {
  readonly name?: string;
  readonly description?: string;
  readonly body?: readonly {
    readonly type: string;
    readonly id?: string;
    readonly attributes: { label?: string };
  }[];
}

describe('a form for issues', () => {
  const folder = '.github/ISSUE_TEMPLATE';
  const forms = readdirSync(join(ROOT, folder)).filter((file) => file !== 'config.yml');

  it.each(forms)('asks for things under names of their own: %s', (file) => {
    const { name, description, body = [] } = parse(read(`${folder}/${file}`)) as Form;
    expect(name).toBeTruthy();
    expect(description).toBeTruthy();
    const fields = body.filter(({ type }) => type !== 'markdown');
    expect(fields.length).toBeGreaterThan(0);
    expect(
      fields.filter(({ type }) => !['textarea', 'input', 'dropdown', 'checkboxes'].includes(type)),
    ).toEqual([]);
    for (const key of [fields.map(({ id }) => id), fields.map(({ attributes }) => attributes.label)]) {
      expect(key.every(Boolean)).toBe(true);
      expect(new Set(key).size).toBe(fields.length);
    }
  });

  it('is there for what is wrong and for what is missing, and neither for a weakness', () => {
    expect(forms).toEqual(['bug.yml', 'idea.yml']);
    const config = parse(read(`${folder}/config.yml`)) as { contact_links: { url: string }[] };
    expect(config.contact_links.map(({ url }) => url)).toEqual([
      expect.stringContaining('/security/advisories/new'),
    ]);
  });
});

describe.each(packages)('$name', ({ name, path, manifest }) => {
  it('says what it is, where it comes from, and where to complain', () => {
    expect(listingComplaints({ path, manifest })).toEqual([]);
  });

  it('has a README with badges and a program', () => {
    expect(readmeComplaints(name, read(`${path}/README.md`))).toEqual([]);
  });
});

describe('a package', () => {
  const [first] = packages;

  it('is refused without what people look for', () => {
    const bare = {
      path: 'packages/x',
      manifest: { name: 'x', version: '0.1.0', homepage: 'https://example.org' },
    };
    expect(listingComplaints(bare)).toHaveLength(7);
    expect(listingComplaints(bare)[3]).toMatch(/^homepage is https:\/\/example\.org, not /);
    expect(listingComplaints({ ...first!, path: 'packages/other' })).toHaveLength(2); // copied, and not adapted
  });

  it('is refused with the badges of another', () => {
    const readme = ['# x', '', ...badgesOf('y'), '', 'Text.', '', '```ts', '```'].join('\n');
    expect(readmeComplaints('y', readme.replace('# x', '# y'))).toEqual([]);
    expect(readmeComplaints('x', readme)).toEqual([expect.stringContaining('npm/v/x')]);
  });
});

describe('for those who code with a model', () => {
  const umbrella = packages.find(({ name }) => name === 'asyncio-ts')!.manifest;
  const text = read('packages/asyncio/llms.txt');
  const links = linksIn(text);

  it('AGENTS.md and llms.txt are in the tarball of the umbrella, and short enough to be read', () => {
    expect(umbrella.files).toEqual(expect.arrayContaining(['AGENTS.md', 'llms.txt']));
    expect(read('packages/asyncio/AGENTS.md').split('\n').length).toBeLessThan(251);
    expect(text.split('\n').length).toBeLessThan(60);
  });

  it('llms.txt has the form of such files: a title, a summary, sections of links', () => {
    expect(text).toMatch(/^# asyncio-ts\n\n> /);
    const sections = text.split(/^## /m).slice(1);
    expect(sections.map((section) => section.split('\n')[0])).toEqual(['Docs', 'Packages', 'Optional']);
    for (const section of sections) {
      const lines = section.trim().split('\n').slice(2);
      expect(lines.filter((line) => !/^- \[[^\]]+\]\([^)]+\): \S/.test(line))).toEqual([]);
    }
  });

  // As installed: node_modules/asyncio-ts, with its dependencies under node_modules/@asyncio-ts.
  it.each(links.filter(({ target }) => !target.includes('://')))(
    'llms.txt leads to $target, as installed',
    ({ target }) => {
      const [, sibling] = /^\.\.\/(@asyncio-ts\/[a-z]+)\/README\.md$/.exec(target) ?? [];
      const shipped = ['README.md', ...umbrella.files!].some(
        (file) => target === file || target.startsWith(`${file}/`),
      );
      if (sibling !== undefined) {
        expect(umbrella.dependencies).toHaveProperty([sibling]); // whose README npm packs in any case
      } else {
        expect(shipped).toBe(true);
        if (!target.startsWith('dist/'))
          expect(existsSync(join(ROOT, 'packages/asyncio', target))).toBe(true);
        else expect(Object.values(entries())).toContain(`./${target}`); // made by the build
      }
    },
  );

  it('llms.txt names every package', () => {
    const named = links.map(({ name }) => name);
    const others = packages.map(({ name }) => name).filter((name) => name !== 'asyncio-ts');
    expect(others.filter((name) => !named.includes(name))).toEqual([]);
  });

  function entries(): Record<string, string> {
    const { exports } = JSON.parse(read('packages/asyncio/package.json')) as {
      exports: { '.': Record<string, string> };
    };
    return exports['.'];
  }
});
