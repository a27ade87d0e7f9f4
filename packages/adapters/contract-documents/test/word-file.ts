import { strToU8, zipSync } from 'fflate';

const word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const types = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

/** A DOCX from the XML of its body and of other parts by name: `footnotes`, `header1`. */
export function wordFile(body: string, parts: Readonly<Record<string, string>> = {}): Uint8Array {
  const names = Object.keys(parts);
  const kind = (name: string) => name.replace(/\d+$/, '');
  const root = (name: string) => ({ header: 'hdr', footer: 'ftr' })[kind(name)] ?? kind(name);
  const files: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${types}.document.main+xml"/>${names.map((name) => `<Override PartName="/word/${name}.xml" ContentType="${types}.${kind(name)}+xml"/>`).join('')}</Types>`,
    '_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="${relation}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/_rels/document.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${names.map((name, index) => `<Relationship Id="r${index}" Type="${relation}/${kind(name)}" Target="${name}.xml"/>`).join('')}</Relationships>`,
    'word/document.xml': `<w:document ${word}><w:body>${body}<w:sectPr/></w:body></w:document>`,
  };
  for (const name of names)
    files[`word/${name}.xml`] = `<w:${root(name)} ${word}>${parts[name]!}</w:${root(name)}>`;
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, xml]) => [name, strToU8(xml)])));
}

/** Runs of the words between bars, each with a look of its own, so that text is scattered as in real files. */
export function p(text: string, properties = ''): string {
  const runs = text.split('|').map((piece, index) => {
    const look = index % 2 === 1 ? '<w:rPr><w:b/></w:rPr>' : '';
    return `<w:r>${look}<w:t xml:space="preserve">${piece}</w:t></w:r>`;
  });
  return `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${runs.join('')}</w:p>`;
}

export function table(rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) =>
    `<w:tr>${cells.map((cell) => `<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>${p(cell)}</w:tc>`).join('')}</w:tr>`;
  return `<w:tbl><w:tblPr/><w:tblGrid>${rows[0]!.map(() => '<w:gridCol w:w="2000"/>').join('')}</w:tblGrid>${rows.map(row).join('')}</w:tbl>`;
}
