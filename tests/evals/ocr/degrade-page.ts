import { createCanvas, type Canvas } from '@napi-rs/canvas';
import { seeded } from '../../seeded.ts';

/** What a poor scan does to a page, as an image file. */
export type Degradation = (page: Canvas) => Buffer;

export const degradations: Readonly<Record<string, Degradation>> = {
  blur: (page) => toPng(redraw(page, { blur: 1.6 })),
  noise: (page) => toPng(addNoise(redraw(page, {}), 45)),
  'JPEG at quality 30': (page) => page.toBuffer('image/jpeg', 30),
  'skew of 1.5°': (page) => toPng(redraw(page, { degrees: 1.5 })),
  '100 dots per inch': (page) => toPng(redraw(page, { scale: 0.5 })),
  'all together': (page) =>
    addNoise(redraw(page, { scale: 0.55, degrees: -1.2, blur: 0.6 }), 35).toBuffer('image/jpeg', 50),
};

export function toPng(page: Canvas): Buffer {
  return page.toBuffer('image/png');
}

function redraw(page: Canvas, how: { scale?: number; degrees?: number; blur?: number }): Canvas {
  const { scale = 1, degrees = 0, blur = 0 } = how;
  const [width, height] = [Math.round(page.width * scale), Math.round(page.height * scale)];
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  if (blur > 0) context.filter = `blur(${blur}px)`;
  context.translate(width / 2, height / 2);
  context.rotate((degrees * Math.PI) / 180);
  context.drawImage(page, -width / 2, -height / 2, width, height);
  return canvas;
}

/** Grey paper, grey ink, and grain of about this many steps of 255. */
function addNoise(page: Canvas, strength: number): Canvas {
  const context = page.getContext('2d');
  const image = context.getImageData(0, 0, page.width, page.height);
  const random = seeded(7);
  for (let at = 0; at < image.data.length; at += 4) {
    const grain = (random() + random() - 1) * strength;
    for (let plane = 0; plane < 3; plane++) {
      image.data[at + plane] = image.data[at + plane]! * 0.85 + 22 + grain;
    }
  }
  context.putImageData(image, 0, 0);
  return page;
}
