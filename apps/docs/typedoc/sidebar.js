// The sidebar of the reference, as VitePress wants it: packages, and what is in them.
import { ReflectionKind } from 'typedoc';

/** The umbrella comes first, and unfolds nothing: it has all of it. */
export function sidebarOf(project, router) {
  const [umbrella, ...parts] = inOrder(project.children);
  return [
    { text: 'Overview', link: '/reference/' },
    { text: umbrella.name, link: addressOf(umbrella) },
    ...parts.map((part) => ({
      text: part.name,
      link: addressOf(part),
      collapsed: true,
      items: [...membersOf(part, ReflectionKind.Class), ...membersOf(part, ReflectionKind.Function, '()')],
    })),
  ];

  function membersOf(part, kind, call = '') {
    const members = part.getChildrenByKind(kind).filter((member) => !member.isReference());
    return members.map((member) => ({ text: member.name + call, link: addressOf(member) }));
  }

  function addressOf(reflection) {
    return `/reference/${router.getFullUrl(reflection).replace(/(?:(\/)index)?\.md(?=#|$)/, '$1')}`;
  }
}

/** From the whole to its parts, the lowest last but for what is for tests. */
export function inOrder(packages) {
  const [umbrella, testing, ...parts] = packages.toReversed();
  return [umbrella, ...parts.toReversed(), testing];
}
