/** Features are numbers below this: rare enough to collide, few enough to be counted in one array while training. */
export const featureSpace = 1 << 24;

/** FNV-1a of a string's UTF-16 code units. */
export function hashString(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** A hash of two in their order. */
export function combine(a: number, b: number): number {
  let hash = Math.imul(a ^ (b + 0x9e3779b9 + (a << 6) + (a >>> 2)), 0x85ebca6b);
  hash ^= hash >>> 13;
  return Math.imul(hash, 0xc2b2ae35) >>> 0;
}

/** A hash as a feature: its bits mixed once more, so that the low ones depend on all. */
export function toFeature(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x7feb352d);
  mixed ^= mixed >>> 15;
  return (mixed >>> 0) & (featureSpace - 1);
}
