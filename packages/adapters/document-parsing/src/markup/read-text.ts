import type { ParsedDocument } from '@groundwork/ingestion';
import type { DecodedText } from '../decode-text.ts';
import { DocumentBuilder } from '../document-builder.ts';
import { headingLevelByWords, isCapitals } from '../heading-pattern.ts';

/** A rule under a line makes it a heading; a sign before a line that stands alone does too. */
const rule = /^[=\-_~*#]{4,}$/;
const sign = /^(?:[■◆▶●§]\s*|【(?=[^】]*】$))/;

const bullet =
  /^\s*(?:[-*+•·▪◦‣●○■□]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]|[（(][一二三四五六七八九十\d]{1,3}[）)]|[①-⑳])\s+\S/;

/** Plain text: empty lines divide paragraphs, bullets make lists, short lines of their own may be headings. */
export function readText(decoded: DecodedText): ParsedDocument {
  const builder = new DocumentBuilder();
  flagGuess(builder, decoded);
  for (const paragraph of decoded.text.replace(/\r\n?|\f/g, '\n').split(/\n[^\S\n]*\n\s*/)) {
    addParagraph(builder, paragraph);
  }
  return builder.build({ mediaType: 'text/plain', pages: 1 });
}

/** JSON in one Block, kept as it is. */
export function readJson(decoded: DecodedText): ParsedDocument {
  const builder = new DocumentBuilder();
  flagGuess(builder, decoded);
  builder.add({ kind: 'code', text: decoded.text });
  return builder.build({ mediaType: 'application/json', pages: 1 });
}

export function flagGuess(builder: DocumentBuilder, decoded: DecodedText): void {
  if (decoded.isGuessed) builder.flag('encoding-guessed', `Read as ${decoded.encoding}.`);
}

function addParagraph(builder: DocumentBuilder, paragraph: string): void {
  const [first, second, ...rest] = paragraph.trim().split('\n');
  if (second !== undefined && rule.test(second.trim()) && first!.length <= 120) {
    builder.add({ kind: 'heading', level: second.trim().startsWith('=') ? 1 : 2, text: first! });
    if (rest.length > 0) addParagraph(builder, rest.join('\n'));
    return;
  }
  if (second === undefined) {
    const line = first!;
    if (rule.test(line)) return;
    const isSigned = sign.test(line) && line.length <= 60 && !/[。；;.，,]$/.test(line);
    const level = headingLevelByWords(line) ?? (isCapitals(line) || isSigned ? 2 : undefined);
    if (level !== undefined) return builder.add({ kind: 'heading', level, text: line.replace(sign, '') });
  }
  let open: string[] = [];
  let isItem = false;
  const close = () => {
    builder.add({
      kind: isItem ? 'list-item' : 'paragraph',
      ...(isItem ? { level: 1 } : {}),
      text: open.join('\n'),
    });
    open = [];
  };
  for (const line of paragraph.split('\n')) {
    const startsItem = bullet.test(line);
    const level = headingLevelByWords(line.trim());
    if ((startsItem || level !== undefined) && open.length > 0) close();
    if (level === undefined) {
      if (startsItem) isItem = true;
      open.push(line);
    } else {
      builder.add({ kind: 'heading', level, text: line });
      isItem = false;
    }
  }
  if (open.length > 0) close();
}
