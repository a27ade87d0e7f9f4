import { nodeAt, type XmlNode } from '../package/read-xml-tree.ts';
import type { Place } from './reading-order.ts';

/** What a slide shows at one place; a group is one thing to a reader. */
export interface Shape {
  readonly node: XmlNode;
  readonly kind: 'text' | 'frame' | 'group';
  readonly place: Place | undefined;
  /** Set on placeholders: what they hold and which of the layout's they fill. */
  readonly placeholder?: { readonly type: string; readonly index: string };
  /** Why nobody sees it, if so. */
  readonly hidden?: string;
  readonly members: readonly Shape[];
}

interface Scale {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

const identity: Scale = { x: (value) => value, y: (value) => value };

/** The shapes of a shape tree or a group (ECMA-376 part 1 §19.3.1.45), in slide coordinates. */
export function shapesOf(tree: XmlNode, scale: Scale = identity): Shape[] {
  return tree.children.flatMap((node): Shape[] => {
    switch (node.name) {
      case 'sp':
        return [{ ...common(node, scale), kind: 'text', members: [] }];
      case 'graphicFrame':
        return [{ ...common(node, scale), kind: 'frame', members: [] }];
      case 'grpSp':
        return [{ ...common(node, scale), kind: 'group', members: shapesOf(node, groupScale(node, scale)) }];
      case 'AlternateContent':
        // The first choice is what the author's program shows; the fallback repeats it.
        return shapesOf(nodeAt(node, 'Choice') ?? node, scale);
      default:
        return [];
    }
  });
}

function common(node: XmlNode, scale: Scale): Pick<Shape, 'node' | 'place' | 'placeholder' | 'hidden'> {
  const properties = node.children.find(({ name }) => /^nv\w*Pr$/.test(name));
  const holder = nodeAt(properties, 'nvPr', 'ph')?.attributes;
  const isHidden = ['1', 'true'].includes(nodeAt(properties, 'cNvPr')?.attributes.get('hidden') ?? '');
  return {
    node,
    place: placeOf(transformOf(node), scale),
    ...(holder ? { placeholder: { type: holder.get('type') ?? 'obj', index: holder.get('idx') ?? '' } } : {}),
    ...(isHidden ? { hidden: 'in hidden shapes' } : {}),
  };
}

function transformOf(node: XmlNode): XmlNode | undefined {
  return nodeAt(node, 'spPr', 'xfrm') ?? nodeAt(node, 'xfrm') ?? nodeAt(node, 'grpSpPr', 'xfrm');
}

function placeOf(transform: XmlNode | undefined, scale: Scale): Place | undefined {
  const offset = pair(nodeAt(transform, 'off'), 'x', 'y');
  const extent = pair(nodeAt(transform, 'ext'), 'cx', 'cy');
  if (!offset || !extent) return undefined;
  const [x, y] = [scale.x(offset[0]), scale.y(offset[1])];
  return { x, y, width: scale.x(offset[0] + extent[0]) - x, height: scale.y(offset[1] + extent[1]) - y };
}

/** Members of a group are placed in the group's own coordinates. */
function groupScale(group: XmlNode, outer: Scale): Scale {
  const transform = transformOf(group);
  const offset = pair(nodeAt(transform, 'off'), 'x', 'y');
  const extent = pair(nodeAt(transform, 'ext'), 'cx', 'cy');
  const from = pair(nodeAt(transform, 'chOff'), 'x', 'y');
  const size = pair(nodeAt(transform, 'chExt'), 'cx', 'cy');
  if (!offset || !extent || !from || !size || size[0] === 0 || size[1] === 0) return outer;
  return {
    x: (value) => outer.x(offset[0] + ((value - from[0]) * extent[0]) / size[0]),
    y: (value) => outer.y(offset[1] + ((value - from[1]) * extent[1]) / size[1]),
  };
}

function pair(node: XmlNode | undefined, first: string, second: string): [number, number] | undefined {
  const numbers = [Number(node?.attributes.get(first)), Number(node?.attributes.get(second))] as const;
  return node && numbers.every(Number.isFinite) ? [...numbers] : undefined;
}
