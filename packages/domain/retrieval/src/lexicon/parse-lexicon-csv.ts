import { UserError } from '@groundwork/kernel';
import { lexiconKinds, type LexiconKind, type NewLexiconEntry } from './lexicon-entry.ts';

/**
 * Entries of comma-separated lines (RFC 4180, one line an entry): a kind, then its terms. Empty lines, lines that begin
 * with `#` and a first line that begins with `kind` are left out.
 *
 * Throws `UserError('request.invalid')` that names the line.
 *
 * @example parseLexiconCsv('synonyms,PTO,annual leave,年假')
 */
export function parseLexiconCsv(csv: string): { entry: NewLexiconEntry; where: string }[] {
  const lines = csv.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  return lines.flatMap((line, index) => {
    const where = `line ${index + 1}`;
    if (line.trim() === '' || line.startsWith('#') || (index === 0 && /^"?kind"?\s*,/i.test(line))) return [];
    const [kind = '', ...terms] = cells(line, where);
    const known = lexiconKinds.find((one): one is LexiconKind => one === kind.toLowerCase());
    if (!known) {
      throw new UserError(
        'request.invalid',
        `${where}: begins with one of ${lexiconKinds.join(', ')}, not "${kind}".`,
      );
    }
    // Spreadsheets fill short lines up with empty cells.
    return [{ entry: { kind: known, terms: terms.filter(Boolean) }, where }];
  });
}

function cells(line: string, where: string): string[] {
  const found: string[] = [];
  const cell = /\s*(?:"((?:[^"]|"")*)"|([^",]*))\s*(?:,|$)/y;
  while (cell.lastIndex < line.length) {
    const match = cell.exec(line);
    if (!match) throw new UserError('request.invalid', `${where}: a quotation mark is not closed.`);
    found.push((match[1]?.replaceAll('""', '"') ?? match[2] ?? '').trim());
  }
  return found;
}
