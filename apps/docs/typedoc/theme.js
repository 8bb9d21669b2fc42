// How the reference is written: close to what docstrings are. A heading for each thing one can use, none for its parts.
import { Comment, ReferenceReflection, ReflectionKind } from 'typedoc';
import { MarkdownTheme, MarkdownThemeContext } from 'typedoc-plugin-markdown';

import { inOrder } from './sidebar.js';

export class ReferenceTheme extends MarkdownTheme {
  getRenderContext(page) {
    return new ReferenceContext(this, page, this.application.options);
  }
}

/** The plugin's parts of a page, some of them replaced by ours. */
class ReferenceContext extends MarkdownThemeContext {
  constructor(...args) {
    super(...args);
    const { members, member, groups } = this.partials;
    Object.assign(this.partials, {
      memberWithGroups: (model, options) => this.container(model, options),
      members: (models, options) =>
        models.every((model) => model instanceof ReferenceReflection)
          ? this.references(models)
          : members(
              models.filter((model) => !isDescribedElsewhere(model)),
              options,
            ) + this.inherited(models),
      member: (model, options) =>
        model.kindOf(ReflectionKind.TypeAlias) ? this.declared(model) : member(model, options),
      groups: (model, options) => {
        const others = model.groups.find(({ title }) => title === 'References');
        if (others) others.title = 'From other packages';
        return groups(model, options);
      },
      signatures: ({ signatures }) => this.overloads(signatures),
      constructor: (model, { headingLevel }) => this.made(model, headingLevel),
      accessor: ({ getSignature, setSignature }) =>
        this.overloads([getSignature, setSignature].filter((signature) => signature !== undefined)),
      declaration: (model) => this.declared(model),
      comment: (comment, options = {}) => this.comment(comment, options),
      inheritance: () => '',
      breadcrumbs: () => this.breadcrumbs(),
    });
  }

  /** The whole, a package, a class or an interface. */
  container(model, options) {
    if (model.isProject()) return this.overview(model);
    return paragraphs(
      model.kindOf(ReflectionKind.Module) &&
        `${model.description}\n\n${fence('sh', `npm install ${model.name}`)}`,
      model.comment && this.partials.comment(model.comment),
      this.relatives('Extends', model.extendedTypes),
      this.relatives('Implements', model.implementedTypes),
      this.relatives('Extended by', model.extendedBy),
      model.typeParameters?.some(({ comment }) => comment) &&
        this.partials.typeParametersTable(model.typeParameters),
      model.signatures && this.overloads(model.signatures),
      ...(model.indexSignatures ?? []).map((each) => this.partials.indexSignature(each, options)),
      this.partials.body(model, options),
    );
  }

  /** A constructor: how the class is made. */
  made(model, headingLevel) {
    const title = `new ${model.parent.name}() {#${this.router.getAnchor(model)}}`;
    return paragraphs(`${'#'.repeat(headingLevel)} ${title}`, this.overloads(model.signatures));
  }

  /** A variable, a property, a type. */
  declared(model) {
    const { sourceText, comment } = model;
    return paragraphs(
      sourceText ? fence('ts', sourceText) : this.partials.declarationTitle(model),
      comment && this.partials.comment(comment),
    );
  }

  overview(project) {
    return paragraphs(
      'Every public name, with what it does, when it suspends, what it throws, and where CPython has it. ' +
        'The [guide](../start/index.md) is the better place to begin.',
      table(
        ['Package', 'What it has'],
        inOrder(project.children).map((each) => [this.linkTo(each), each.description]),
      ),
      'All of them are parts of `asyncio-ts`, but for `@asyncio-ts/testing`.',
    );
  }

  /** A page says where it is: the package of a class. */
  breadcrumbs() {
    const { model } = this.page;
    return model.kindOf(ReflectionKind.Class) ? this.linkTo(model.parent) : '';
  }

  relatives(title, types) {
    return types && `**${title}** ${types.map((type) => this.partials.someType(type)).join(', ')}`;
  }

  /** Names that are described with another package. */
  references(models) {
    return table(
      ['Name', 'From', 'What it is'],
      models.map((model) => {
        const target = model.getTargetReflectionDeep();
        const { comment } = target.signatures?.[0] ?? target;
        const description = comment && this.helpers.getDescriptionForComment(comment);
        return [this.linkTo(target), this.linkTo(target.parent), description];
      }),
    );
  }

  /** Members that are described where they come from: a line for each of those classes. */
  inherited(models) {
    const origins = new Map();
    for (const each of models.filter(isDescribedElsewhere).map(originOf)) {
      const link = this.linkTo(each, `\`${each.name}${each.signatures ? '()' : ''}\``);
      origins.set(each.parent, [...(origins.get(each.parent) ?? []), link]);
    }
    const lines = [...origins].map(
      ([parent, links]) => `Inherited from ${this.linkTo(parent)}: ${links.join(', ')}`,
    );
    return lines.map((line) => `\n\n${line}`).join('');
  }

  /** A function: those of its forms that share a docstring stand together. */
  overloads(signatures) {
    const groups = [];
    for (const signature of signatures) {
      const group = groups.find(([first]) => isSaidOf(first) === isSaidOf(signature));
      if (group) group.push(signature);
      else groups.push([signature]);
    }
    return paragraphs(...groups.map((group) => this.describe(group)));
  }

  describe(signatures) {
    const forms = signatures.map((each) => each.sourceText ?? unfenced(this.partials.signatureTitle(each)));
    const { comment, type } = signatures[0];
    const parameters = new Map(
      signatures.flatMap((each) => each.parameters ?? []).map((each) => [each.name, each]),
    );
    const returns = comment?.getTag('@returns');
    return paragraphs(
      fence('ts', forms.join('\n')),
      comment && this.textOf(comment.summary),
      parameters.size > 0 && this.partials.parametersTable([...parameters.values()]),
      returns &&
        `**Returns** ${signatures.length === 1 ? `${this.partials.someType(type)}: ` : ''}${this.textOf(returns.content)}`,
      comment && this.tags(comment),
    );
  }

  comment(comment, { isTableColumn = false, showSummary = true, showTags = true }) {
    return paragraphs(
      showSummary && this.textOf(comment.summary),
      showTags && !isTableColumn && this.tags(comment),
    );
  }

  tags(comment) {
    const contents = (tag) => comment.getTags(tag).map(({ content }) => this.textOf(content));
    const thrown = comment.getTags('@throws').map((tag) => `- ${this.cause(tag)}`);
    return paragraphs(
      ...contents('@suspends').map((when) => `**Suspends** ${when}`),
      thrown.length > 0 && `**Throws**\n\n${thrown.join('\n')}`,
      ...contents('@see').map((source) => `**See** ${linked(source)}`),
    );
  }

  cause({ typeAnnotation, content }) {
    const text = this.textOf(content);
    if (typeAnnotation === undefined) return text;
    const name = typeAnnotation.slice(1, -1);
    const found = this.page.project
      .getReflectionsByKind(ReflectionKind.Class)
      .find((each) => each.name === name);
    return `${found ? this.linkTo(found, `\`${name}\``) : `\`${name}\``}: ${text}`;
  }

  /** Text of a comment; the code in it, which is indented, becomes TypeScript. */
  textOf(parts) {
    const text = this.helpers.getCommentParts(parts).trim();
    return text.replace(
      /(?<=^|\n\n)(?: {4}.*\n*)+/g,
      (code) => `${fence('ts', code.replace(/^ {4}/gm, '').trim())}\n\n`,
    );
  }

  linkTo(reflection, text = reflection.name) {
    return `[${text}](${this.urlTo(reflection)})`;
  }
}

function isDescribedElsewhere(member) {
  return member.kind !== ReflectionKind.Constructor && originOf(member) !== member;
}

/** The member that this one was inherited from, however far up. */
function originOf(member) {
  const found = member.inheritedFrom?.reflection;
  if (found === undefined) return member;
  return originOf(found.isSignature() ? found.parent : found);
}

/** What its docstring says, to tell whether two have the same. */
function isSaidOf({ comment }) {
  return Comment.combineDisplayParts(comment?.summary);
}

/** `@see CPython 3.13 …`: with a link to that file. */
function linked(source) {
  const [, version, path] = /^CPython (3\.\d+) `([^`]+\.\w+)`/.exec(source) ?? [];
  return path === undefined
    ? source
    : source.replace(
        `\`${path}\``,
        `[\`${path}\`](https://github.com/python/cpython/blob/${version}/${path})`,
      );
}

function table(heads, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

function fence(language, code) {
  return `\`\`\`${language}\n${code}\n\`\`\``;
}

function unfenced(block) {
  return block.replace(/^```ts\n|\n```$/g, '');
}

function paragraphs(...parts) {
  return parts.filter((part) => part).join('\n\n');
}
