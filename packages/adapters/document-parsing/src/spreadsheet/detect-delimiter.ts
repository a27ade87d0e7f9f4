import { splitRecords } from './split-records.ts';

const delimiters = [',', ';', '\t', '|'] as const;
/** Characters and records that are enough to tell. */
const sample = { characters: 64 * 1024, records: 200 };

/**
 * The delimiter that divides the first records most evenly into several fields; a comma where none does. Text named
 * as tab-separated is that as soon as it holds tabs.
 */
export function detectDelimiter(text: string, fileName: string): string {
  const head = text.slice(0, sample.characters);
  if (/\.(?:tsv|tab)$/i.test(fileName) && head.includes('\t')) return '\t';
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of delimiters) {
    const score = evenness(head, delimiter);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** Share of records with the most frequent number of fields, and a little for each more of these. */
function evenness(head: string, delimiter: string): number {
  const counts = new Map<number, number>();
  let records = 0;
  for (const { fields } of splitRecords(head, delimiter, { stray: 0, unclosed: 0 })) {
    if (fields.length === 1 && !fields[0]!.trim()) continue;
    counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1);
    if (++records === sample.records) break;
  }
  let [fields, most] = [1, 0];
  for (const [length, count] of counts) if (length > 1 && count > most) [fields, most] = [length, count];
  return fields > 1 ? most / records + Math.min(fields, 50) / 1_000 : 0;
}
