/** The vector at length 1; undefined where it has no direction: all zero, or not numbers. */
export function toUnitVector(vector: readonly number[]): Float32Array | undefined {
  const length = Math.hypot(...vector);
  return length > 0 && Number.isFinite(length)
    ? Float32Array.from(vector, (value) => value / length)
    : undefined;
}

/** Direction of the weighted sum of unit vectors; the first of them where they cancel out. */
export function meanDirection(
  pieces: readonly { readonly vector: Float32Array; readonly weight: number }[],
): Float32Array {
  const [first] = pieces;
  if (!first) throw new Error('A mean needs at least one vector');
  if (pieces.length === 1) return first.vector;
  const sum = Array.from({ length: first.vector.length }, (_, at) =>
    pieces.reduce((total, { vector, weight }) => total + weight * (vector[at] ?? 0), 0),
  );
  return toUnitVector(sum) ?? first.vector;
}
