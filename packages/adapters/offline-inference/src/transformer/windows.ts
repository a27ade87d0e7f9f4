/** A part of a text's pieces that the model reads at once. */
export interface Window {
  readonly pieces: readonly number[];
  /** The window's share in the text's vector: its pieces, without the prefix. */
  readonly weight: number;
}

/**
 * Pieces in windows of at most `most`, as equal as can be: a text is read whole, however long, and no window is a
 * leftover of a few words. An empty text has one empty window.
 */
export function windowsOf(pieces: readonly number[], most: number): Window[] {
  const count = Math.max(1, Math.ceil(pieces.length / most));
  return Array.from({ length: count }, (_, i) => {
    const part = pieces.slice(
      Math.round((i * pieces.length) / count),
      Math.round(((i + 1) * pieces.length) / count),
    );
    return { pieces: part, weight: Math.max(1, part.length) };
  });
}
