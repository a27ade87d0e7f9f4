import { readFileSync, writeFileSync } from 'node:fs';
import { Converter } from 'opencc-js';

/**
 * `node --import tsx tests/evals/simplify-queries.ts FROM TO`: queries of a Traditional Chinese set (Taiwan) in
 * Simplified characters, by OpenCC's phrases rather than by the table that retrieval folds with. For
 * `eval retrieval --queries TO`: the score must stay.
 */
const [from, to] = process.argv.slice(2);
if (!from || !to) throw new Error('Name the file to read and the file to write.');
const toSimplified = Converter({ from: 'tw', to: 'cn' });
const rows = readFileSync(from, 'utf8').trim().split('\n');
const simplified = rows.map((line) => {
  const row = JSON.parse(line) as { text: string };
  return JSON.stringify({ ...row, text: toSimplified(row.text) });
});
writeFileSync(to, `${simplified.join('\n')}\n`);
