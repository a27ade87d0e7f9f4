import type { ParsedDocument } from '@groundwork/ingestion';
import { DocumentBuilder } from '../document-builder.ts';
import type { Original, ParseContext } from '../parse-original.ts';
import { mediaTypes } from '../sniff-format.ts';
import { identifyPackage } from '../package/identify-package.ts';
import { ZipArchive } from '../package/open-zip.ts';
import { readRelationships, type Relationship } from '../package/read-relationships.ts';
import { readTitle } from '../package/read-title.ts';
import { readXml } from '../package/read-xml.ts';
import { WordBody, type WordContext } from './word-body.ts';
import { WordNumbering } from './word-numbering.ts';
import { readStyles } from './word-styles.ts';

/**
 * A DOCX as Word shows it without changes tracked: headings, numbered and bulleted lists with their labels, tables
 * row by row, notes after the paragraph that refers to them, each header and footer once at the end. Throws
 * `UserError` for archives that are no DOCX, protected, broken or larger inside than the limits.
 */
export async function readDocx(original: Original, parsing: ParseContext): Promise<ParsedDocument> {
  const { fileName } = original;
  parsing.onPage(1, 1);
  const archive = ZipArchive.open(original, parsing);
  const { main } = identifyPackage(archive, fileName);
  const relations = readRelationships(archive, main, fileName).filter(({ target }) => archive.has(target));
  const partOf = (type: string) => relations.find((relation) => relation.type === type)?.target;
  const builder = new DocumentBuilder();
  const numbering = new WordNumbering();
  const [numbers, styles] = [partOf('numbering'), partOf('styles')];
  if (numbers !== undefined) numbering.read(archive, numbers, fileName);
  const bare: WordContext = {
    builder,
    styles: styles === undefined ? new Map() : readStyles(archive, styles, fileName),
    numbering,
    footnotes: new Map(),
    endnotes: new Map(),
  };
  const context = {
    ...bare,
    footnotes: readNotes(archive, partOf('footnotes'), fileName, bare),
    endnotes: readNotes(archive, partOf('endnotes'), fileName, bare),
  };
  readXml(archive, main, fileName, new WordBody(context));
  readMargins(archive, relations, fileName, context);
  if (relations.some(({ type }) => type === 'vbaProject'))
    builder.flag('active-content', 'Holds macros; none was run.');
  return builder.build({ mediaType: mediaTypes.docx, title: readTitle(archive, fileName), pages: 1 });
}

/** Notes by id. Their numbers 0 and -1 are the separators that Word draws. */
function readNotes(
  archive: ZipArchive,
  part: string | undefined,
  fileName: string,
  context: WordContext,
): ReadonlyMap<string, string> {
  const notes = new Map<string, string>();
  if (part === undefined) return notes;
  let body: WordBody | undefined;
  let builder = new DocumentBuilder();
  let id: string | undefined;
  readXml(archive, part, fileName, {
    open: (element) => {
      if (element.name === 'footnote' || element.name === 'endnote') {
        id = element.attributes.get('type') === undefined ? element.attributes.get('id') : undefined;
        builder = new DocumentBuilder();
        body = new WordBody({ ...context, builder });
      } else body?.open(element);
    },
    close: (name) => {
      if (name !== 'footnote' && name !== 'endnote') return body?.close(name);
      if (id !== undefined)
        notes.set(id, builder.build({ mediaType: '', pages: 1 }).text.replace(/\s+/g, ' '));
      body = undefined;
    },
    text: (value) => body?.text(value),
  });
  return notes;
}

/** Headers and footers, each text once: a change of a footer is a change of the document. */
function readMargins(
  archive: ZipArchive,
  relations: readonly Relationship[],
  fileName: string,
  context: WordContext,
): void {
  const seen = new Set<string>();
  for (const { type, target } of relations) {
    if (type !== 'header' && type !== 'footer') continue;
    const builder = new DocumentBuilder();
    readXml(archive, target, fileName, new WordBody({ ...context, builder }));
    const { text } = builder.build({ mediaType: '', pages: 1 });
    const isPageNumber = /^(?:page|第)?\s*\d*\s*(?:of|\/|页|頁|共)?\s*\d*\s*(?:页|頁)?$/i.test(text);
    if (isPageNumber || seen.has(text)) continue;
    seen.add(text);
    context.builder.add({ kind: 'paragraph', text });
  }
}
