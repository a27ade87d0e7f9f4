import type { ParsedDocument } from '@groundwork/ingestion';
import { UserError } from '@groundwork/kernel';
import { DocumentBuilder } from '../document-builder.ts';
import { PageRecognition } from '../ocr/page-recognition.ts';
import type { Original, ParseContext } from '../parse-original.ts';
import { addPages } from '../pdf/add-pages.ts';
import { findRegions } from '../pdf/find-regions.ts';
import { decodeImage } from './decode-image.ts';

/** Points for a pixel, as CSS has it: an image rarely says how large it was on paper. */
const scale = 0.75;

/** A picture of a page (a scan, a photograph, a screenshot) as a Document of one page, read by optical recognition. */
export async function readImage(
  original: Original,
  mediaType: string,
  context: ParseContext,
): Promise<ParsedDocument> {
  const builder = new DocumentBuilder();
  const recognition = new PageRecognition(context, builder);
  context.onPage(1, 1);
  try {
    let height = 0;
    const words = await recognition.read(1, async () => {
      const image = await decodeImage(original);
      height = image.height * scale;
      return { image, scale };
    });
    const title = words && addPages(builder, [{ page: 1, height, regions: findRegions(words) }]);
    const parsed = builder.build({ mediaType, title, pages: 1 });
    if (parsed.blocks.length > 0) return parsed;
    const reason = parsed.flags.find(({ kind }) => kind === 'no-text-page')?.detail ?? '';
    throw new UserError('document.no-text', `"${original.fileName}" gave no text. ${reason}`);
  } finally {
    await recognition.close();
  }
}
