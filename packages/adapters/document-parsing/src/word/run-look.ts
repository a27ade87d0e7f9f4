import { distanceOf, readColour } from '../colour.ts';
import type { XmlElement } from '../package/read-xml.ts';

/** How text looks, as far as it decides whether anyone sees it. Absent values are inherited. */
export interface RunLook {
  readonly vanish?: boolean;
  readonly ink?: string;
  readonly paper?: string;
  /** Half-points, as Word counts. */
  readonly size?: number;
}

/** Read one child of `rPr` (ECMA-376 part 1 §17.3.2) into a look. */
export function withProperty(look: RunLook, { name, attributes }: XmlElement): RunLook {
  const value = attributes.get('val');
  switch (name) {
    case 'vanish':
    case 'specVanish':
      return { ...look, vanish: isOn(value) };
    case 'color':
      return value === undefined ? look : { ...look, ink: value };
    case 'highlight':
      return value === undefined || value === 'none' ? look : { ...look, paper: value };
    case 'shd': {
      const fill = attributes.get('fill');
      return fill === undefined || fill === 'auto' ? look : { ...look, paper: fill };
    }
    case 'sz':
      return value === undefined ? look : { ...look, size: Number(value) };
    default:
      return look;
  }
}

/**
 * Why no reader sees text of this look on this paper; `undefined` where it is visible. `paper` is unknown inside
 * tables that take their shading from a style: white text there is the rule, not a trick.
 */
export function whyInvisible(look: RunLook, paper: string | undefined): string | undefined {
  if (look.vanish) return 'marked as hidden';
  if (look.size !== undefined && look.size <= 2) return 'font of one point or less';
  const ink = look.ink === undefined || look.ink === 'auto' ? undefined : readColour(look.ink);
  const behind = look.paper ?? paper;
  const ground = behind === undefined ? undefined : readColour(behind);
  return ink && ground && distanceOf(ink, ground) < 16 ? 'in the colour of its background' : undefined;
}

/** A toggle property is on unless it says otherwise (ECMA-376 part 1 §17.7.3). */
export function isOn(value: string | undefined): boolean {
  return value === undefined || !['0', 'false', 'off', 'none'].includes(value);
}
