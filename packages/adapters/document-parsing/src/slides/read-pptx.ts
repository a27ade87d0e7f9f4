import type { ParsedDocument } from '@groundwork/ingestion';
import { UserError } from '@groundwork/kernel';
import { DocumentBuilder } from '../document-builder.ts';
import { identifyPackage } from '../package/identify-package.ts';
import { ZipArchive } from '../package/open-zip.ts';
import { readRelationships } from '../package/read-relationships.ts';
import { readTitle } from '../package/read-title.ts';
import { nodeAt, nodesBelow, readXmlTree } from '../package/read-xml-tree.ts';
import type { Original, ParseContext } from '../parse-original.ts';
import { mediaTypes } from '../sniff-format.ts';
import { readSlide } from './read-slide.ts';
import { SlideLayouts } from './slide-layout.ts';

/**
 * A PPTX presentation, a page for each slide in the order of the show: its title as a heading, then what stands on it
 * in reading order, then the speaker's notes. Hidden slides and shapes are left out and flagged; a slide that cannot
 * be read costs itself only. Throws `UserError` for packages that are protected, broken or larger inside than the
 * limits.
 */
export async function readPptx(original: Original, context: ParseContext): Promise<ParsedDocument> {
  const { fileName } = original;
  const archive = ZipArchive.open(original, context);
  const { main } = identifyPackage(archive, fileName);
  const relations = readRelationships(archive, main, fileName).filter(({ target }) => archive.has(target));
  const list = nodeAt(readXmlTree(archive, main, fileName), 'presentation', 'sldIdLst');
  const slides = nodesBelow(
    list ?? { name: '', attributes: new Map(), children: [], text: '' },
    'sldId',
  ).flatMap(
    ({ attributes }) =>
      relations.find(({ id, type }) => type === 'slide' && id === attributes.get('id'))?.target ?? [],
  );
  if (slides.length > context.limits.pages) {
    throw new UserError(
      'document.too-large',
      `"${fileName}" has ${slides.length} slides, more than are read.`,
    );
  }
  const builder = new DocumentBuilder();
  const layouts = new SlideLayouts(archive, fileName);
  for (const [index, part] of slides.entries()) {
    const page = index + 1;
    context.onPage(page, slides.length);
    try {
      if (context.skipPages.has(page)) builder.flag('page-failed', 'The slide was left out.', page);
      else readSlide({ archive, fileName, builder, layouts, part, page });
    } catch (error) {
      if (!(error instanceof UserError) || error.code !== 'document.broken') throw error;
      builder.flag('page-failed', error.message, page);
    }
  }
  if (relations.some(({ type }) => type === 'vbaProject'))
    builder.flag('active-content', 'Holds macros; none was run.');
  return builder.build({
    mediaType: mediaTypes.pptx,
    title: readTitle(archive, fileName),
    pages: Math.max(1, slides.length),
  });
}
