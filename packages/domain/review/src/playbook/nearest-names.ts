/** Up to three of the known names that a mistyped one may have meant, nearest first. */
export function nearestNames(wrong: string, known: readonly string[]): string[] {
  const scored = known.map((name) => ({ name, distance: editDistance(wrong.toLowerCase(), name) }));
  return scored
    .filter(({ name, distance }) => distance <= Math.max(2, name.length / 2) || sharesWord(wrong, name))
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map(({ name }) => name);
}

function sharesWord(a: string, b: string): boolean {
  const words = new Set(a.toLowerCase().split(/[-_ ]+/));
  return b.split('-').some((word) => word.length > 3 && words.has(word));
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1)!;
}
