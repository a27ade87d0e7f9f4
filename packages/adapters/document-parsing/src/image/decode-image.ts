import { UserError } from '@groundwork/kernel';
import { toGreyImage, type GreyImage } from '../ocr/grey-image.ts';
import type { Original } from '../parse-original.ts';

/** Larger ones are made smaller: no letter that can be read needs more, and memory is limited. */
const longestSide = 4_000;

/** PNG, JPEG, WebP and BMP. Throws `UserError('document.broken')` for bytes that are none of them inside. */
export async function decodeImage({ content, fileName }: Original): Promise<GreyImage> {
  const { createCanvas, loadImage } = await import('@napi-rs/canvas');
  const image = await loadImage(content).catch((cause: unknown) => {
    throw new UserError('document.broken', `"${fileName}" is no readable image.`, { cause });
  });
  const scale = Math.min(1, longestSide / Math.max(image.width, image.height));
  const [width, height] = [Math.ceil(image.width * scale), Math.ceil(image.height * scale)];
  if (width < 1 || height < 1) throw new UserError('document.broken', `"${fileName}" is an empty image.`);
  const canvas = createCanvas(width, height);
  canvas.getContext('2d').drawImage(image, 0, 0, width, height);
  const grey = toGreyImage(canvas);
  canvas.width = canvas.height = 1;
  return grey;
}
