import { zipSync, type Zippable } from 'fflate';

const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** Relations of a part: a type by the path that it leads to, from the part's own folder. */
export type Relations = readonly (readonly [id: string, type: string, target: string])[];

/** An Office package of these parts; `relations` by the part that has them, '' for the package itself. */
export function officePackage(
  parts: Readonly<Record<string, string>>,
  relations: Readonly<Record<string, Relations>>,
): Uint8Array {
  const files = { ...parts };
  for (const [part, list] of Object.entries(relations)) {
    const slash = part.lastIndexOf('/');
    const rows = list.map(
      ([id, type, target]) => `<Relationship Id="${id}" Type="${types}/${type}" Target="${target}"/>`,
    );
    files[`${part.slice(0, slash + 1)}_rels/${part.slice(slash + 1)}.rels`] =
      `<Relationships>${rows.join('')}</Relationships>`;
  }
  const encoded = Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)]);
  return zipSync(Object.fromEntries(encoded) as Zippable);
}

export interface TestSheet {
  readonly name: string;
  readonly xml: string;
  readonly state?: string;
  readonly comments?: string;
}

/** A workbook: sheets as the inside of `<worksheet>`, strings as they are numbered, styles as the inside of `<styleSheet>`. */
export function xlsx(
  sheets: readonly TestSheet[],
  options: {
    readonly strings?: readonly string[];
    readonly styles?: string;
    readonly date1904?: boolean;
  } = {},
): Uint8Array {
  const parts: Record<string, string> = {
    'xl/workbook.xml':
      `<workbook xmlns:r="r"><workbookPr date1904="${options.date1904 ? 1 : 0}"/><sheets>` +
      sheets
        .map(
          ({ name, state }, at) =>
            `<sheet name="${name}" sheetId="${at + 1}" state="${state ?? 'visible'}" r:id="s${at}"/>`,
        )
        .join('') +
      '</sheets></workbook>',
    'xl/sharedStrings.xml': `<sst>${(options.strings ?? []).map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
    'xl/styles.xml': `<styleSheet>${options.styles ?? ''}</styleSheet>`,
  };
  const relations: Record<string, Relations> = {
    '': [['m', 'officeDocument', 'xl/workbook.xml']],
    'xl/workbook.xml': [
      ['strings', 'sharedStrings', 'sharedStrings.xml'],
      ['styles', 'styles', 'styles.xml'],
      ...sheets.map((_, at) => [`s${at}`, 'worksheet', `worksheets/sheet${at}.xml`] as const),
    ],
  };
  for (const [at, { xml, comments }] of sheets.entries()) {
    parts[`xl/worksheets/sheet${at}.xml`] = `<worksheet>${xml}</worksheet>`;
    if (comments === undefined) continue;
    parts[`xl/comments${at}.xml`] = comments;
    relations[`xl/worksheets/sheet${at}.xml`] = [['c', 'comments', `../comments${at}.xml`]];
  }
  return officePackage(parts, relations);
}

export interface TestSlide {
  readonly shapes: string;
  readonly attributes?: string;
  readonly notes?: string;
}

/** A presentation: slides as the inside of `<p:spTree>`; all on one layout, given the same way. */
export function pptx(slides: readonly TestSlide[], layout = ''): Uint8Array {
  const parts: Record<string, string> = {
    'ppt/presentation.xml':
      '<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst>' +
      slides.map((_, at) => `<p:sldId id="${256 + at}" r:id="s${at}"/>`).join('') +
      '</p:sldIdLst></p:presentation>',
    'ppt/slideLayouts/layout.xml': `<p:sldLayout><p:cSld><p:spTree>${layout}</p:spTree></p:cSld></p:sldLayout>`,
  };
  const relations: Record<string, Relations> = {
    '': [['m', 'officeDocument', 'ppt/presentation.xml']],
    'ppt/presentation.xml': slides.map((_, at) => [`s${at}`, 'slide', `slides/slide${at}.xml`] as const),
  };
  for (const [at, { shapes, attributes, notes }] of slides.entries()) {
    parts[`ppt/slides/slide${at}.xml`] =
      `<p:sld ${attributes ?? ''}><p:cSld><p:spTree>${shapes}</p:spTree></p:cSld></p:sld>`;
    relations[`ppt/slides/slide${at}.xml`] = [
      ['l', 'slideLayout', '../slideLayouts/layout.xml'],
      ...(notes === undefined ? [] : [['n', 'notesSlide', `../notesSlides/notes${at}.xml`] as const]),
    ];
    if (notes !== undefined)
      parts[`ppt/notesSlides/notes${at}.xml`] =
        `<p:notes><p:cSld><p:spTree>${notes}</p:spTree></p:cSld></p:notes>`;
  }
  return officePackage(parts, relations);
}
