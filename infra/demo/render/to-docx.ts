import { strToU8, zipSync } from 'fflate';
import { parseBlocks, toRuns, type Block } from '../parse-blocks.ts';
import type { Source } from '../read-source.ts';

const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const r = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const escape = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const runs = (text: string) =>
  toRuns(text)
    .map(
      (run) =>
        `<w:r>${run.bold ? '<w:rPr><w:b/></w:rPr>' : ''}<w:t xml:space="preserve">${escape(run.text)}</w:t></w:r>`,
    )
    .join('');
const paragraph = (text: string, style: string, extra = '') =>
  `<w:p><w:pPr><w:pStyle w:val="${style}"/>${extra}</w:pPr>${runs(text)}</w:p>`;

function toTable(rows: readonly (readonly string[])[]): string {
  const columns = rows[0]!.length;
  const width = Math.floor(9000 / columns);
  const cell = (text: string, style: string) =>
    `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${paragraph(text, style)}</w:tc>`;
  const row = (cells: readonly string[], index: number) =>
    `<w:tr>${index === 0 ? '<w:trPr><w:tblHeader/></w:trPr>' : ''}${cells.map((text) => cell(text, index === 0 ? 'TableHead' : 'TableText')).join('')}</w:tr>`;
  return `<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="9000" w:type="dxa"/></w:tblPr><w:tblGrid>${`<w:gridCol w:w="${width}"/>`.repeat(columns)}</w:tblGrid>${rows.map(row).join('')}</w:tbl><w:p/>`;
}

/** Each ordered list gets a numbering instance of its own (id from 2), so that it starts at 1. */
function toBody(blocks: readonly Block[]): { body: string; orderedLists: number } {
  let orderedLists = 0;
  const body = blocks
    .map((block) => {
      switch (block.kind) {
        case 'heading':
          return paragraph(block.text, block.level === 1 ? 'Title' : `Heading${block.level - 1}`);
        case 'paragraph':
          return paragraph(block.text, 'Normal');
        case 'note':
          return paragraph(block.text, 'Note');
        case 'list': {
          const id = block.ordered ? ++orderedLists + 1 : 1;
          const numbering = `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="${id}"/></w:numPr>`;
          return block.items.map((item) => paragraph(item, 'ListParagraph', numbering)).join('');
        }
        case 'table':
          return toTable(block.rows);
      }
    })
    .join('');
  return { body, orderedLists };
}

function numbering(orderedLists: number): string {
  const abstract = (id: number, format: string, text: string) =>
    `<w:abstractNum w:abstractNumId="${id}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/><w:pPr><w:ind w:left="500" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>`;
  const numbers = Array.from(
    { length: orderedLists },
    (_, i) =>
      `<w:num w:numId="${i + 2}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`,
  );
  return `${xml}<w:numbering ${w}>${abstract(0, 'bullet', '•')}${abstract(1, 'decimal', '%1.')}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>${numbers.join('')}</w:numbering>`;
}

function styles(): string {
  const style = (id: string, name: string, run: string, paragraphProperties = '') =>
    `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:pPr>${paragraphProperties}</w:pPr><w:rPr>${run}</w:rPr></w:style>`;
  const size = (halfPoints: number) => `<w:sz w:val="${halfPoints}"/>`;
  const spacing = (before: number, after: number) => `<w:spacing w:before="${before}" w:after="${after}"/>`;
  const border = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
    .map((side) => `<w:${side} w:val="single" w:sz="4" w:color="88AAAA"/>`)
    .join('');
  return `${xml}<w:styles ${w}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Microsoft YaHei"/>${size(21)}</w:rPr></w:rPrDefault></w:docDefaults>${style('Normal', 'Normal', '', spacing(0, 140))}${style('Title', 'Title', `<w:b/>${size(40)}`, spacing(0, 300))}${style('Heading1', 'heading 1', `<w:b/>${size(28)}`, `<w:keepNext/>${spacing(300, 120)}<w:outlineLvl w:val="0"/>`)}${style('Heading2', 'heading 2', `<w:b/>${size(24)}`, `<w:keepNext/>${spacing(200, 80)}<w:outlineLvl w:val="1"/>`)}${style('Note', 'Note', '<w:i/>', `<w:ind w:left="300"/>${spacing(80, 140)}`)}${style('ListParagraph', 'List Paragraph', '', spacing(0, 60))}${style('TableHead', 'Table Head', `<w:b/>${size(19)}`)}${style('TableText', 'Table Text', size(19))}<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>${border}</w:tblBorders></w:tblPr></w:style></w:styles>`;
}

/** A WordprocessingML document with styles, numbering, a running header and a footer with the page number. */
export function toDocx(source: Source): Uint8Array {
  const { body, orderedLists } = toBody(parseBlocks(source.body));
  const part = (name: string) => `application/vnd.openxmlformats-officedocument.wordprocessingml.${name}+xml`;
  const related = ['styles', 'numbering', 'header', 'footer'];
  const files: Record<string, string> = {
    '[Content_Types].xml': `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${part('document.main')}"/>${related.map((name) => `<Override PartName="/word/${name}.xml" ContentType="${part(name)}"/>`).join('')}<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`,
    '_rels/.rels': `${xml}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
    'docProps/core.xml': `${xml}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escape(source.title)}</dc:title><dc:language>${source.language}</dc:language></cp:coreProperties>`,
    'word/_rels/document.xml.rels': `${xml}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${related.map((name, i) => `<Relationship Id="rId${i + 1}" Type="${office}/${name}" Target="${name}.xml"/>`).join('')}</Relationships>`,
    'word/document.xml': `${xml}<w:document ${w} ${r}><w:body>${body}<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1400" w:right="1400" w:bottom="1300" w:left="1400" w:header="700" w:footer="600"/></w:sectPr></w:body></w:document>`,
    'word/header.xml': `${xml}<w:hdr ${w}><w:p><w:r><w:t>${escape(source.title)}</w:t></w:r></w:p></w:hdr>`,
    'word/footer.xml': `${xml}<w:ftr ${w}><w:p><w:r><w:t xml:space="preserve">${escape(source.reference)} · </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>`,
    'word/styles.xml': styles(),
    'word/numbering.xml': numbering(orderedLists),
  };
  const entries = Object.entries(files).map(([name, text]) => [name, strToU8(text)] as const);
  // A fixed time of day, so that the same source gives the same bytes; ZIP keeps local time from 1980 on.
  return zipSync(Object.fromEntries(entries), { mtime: new Date(2026, 5, 1), level: 9 });
}
