import { UserError } from '@groundwork/kernel';
import type { ZipArchive } from './open-zip.ts';
import { readXml } from './read-xml.ts';

/** An element with all that is in it; `text` is the characters directly inside. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlNode[];
  text: string;
}

/** More than any slide or chart has; each costs some hundred bytes. */
const mostElements = 300_000;

/**
 * A whole part as a tree, for parts that stay small and are read in another order than written. Throws what `readXml`
 * does, and `UserError('document.unsafe')` for parts of more elements than memory is kept for.
 */
export function readXmlTree(archive: ZipArchive, part: string, fileName: string): XmlNode {
  const root: XmlNode = { name: '', attributes: new Map(), children: [], text: '' };
  const open = [root];
  let elements = 0;
  readXml(archive, part, fileName, {
    open: ({ name, attributes }) => {
      if (++elements > mostElements) {
        throw new UserError(
          'document.unsafe',
          `"${fileName}" was not read: its part ${part} holds more than ${mostElements} elements.`,
        );
      }
      const node: XmlNode = { name, attributes, children: [], text: '' };
      open.at(-1)!.children.push(node);
      open.push(node);
    },
    close: () => void open.pop(),
    text: (value) => void (open.at(-1)!.text += value),
  });
  return root;
}

/** The node at the end of a path of names, each the first of its name; `undefined` where one is missing. */
export function nodeAt(node: XmlNode | undefined, ...path: readonly string[]): XmlNode | undefined {
  let found = node;
  for (const name of path) found = found?.children.find((child) => child.name === name);
  return found;
}

/** Every node of these names below, in document order; what lies inside one that was found is not looked at. */
export function nodesBelow(node: XmlNode, ...names: readonly string[]): XmlNode[] {
  const found: XmlNode[] = [];
  const stack = [...node.children].reverse();
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (names.includes(next.name)) found.push(next);
    else stack.push(...next.children.toReversed());
  }
  return found;
}
