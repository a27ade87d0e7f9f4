import type { Canvas } from '@napi-rs/canvas';
import type { TextBox } from './text-boxes.ts';

/** One byte a pixel, row by row from the top, 255 for white. */
export interface GreyImage {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Luma of ITU-R BT.601, on white paper; a strip at a time, since colours take four times the memory. */
export function toGreyImage(canvas: Canvas): GreyImage {
  const { width, height } = canvas;
  const data = new Uint8Array(width * height);
  const strip = 256;
  const context = canvas.getContext('2d');
  for (let top = 0; top < height; top += strip) {
    const pixels = context.getImageData(0, top, width, Math.min(strip, height - top)).data;
    for (let at = 0, to = top * width; at < pixels.length; at += 4, to++) {
      const luma = 0.299 * pixels[at]! + 0.587 * pixels[at + 1]! + 0.114 * pixels[at + 2]!;
      const alpha = pixels[at + 3]! / 255;
      data[to] = luma * alpha + 255 * (1 - alpha) + 0.5;
    }
  }
  return { data, width, height };
}

/** A quarter turn against the clock. */
export function turnLeft({ data, width, height }: GreyImage): GreyImage {
  const turned = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) turned[(width - 1 - x) * height + y] = data[y * width + x]!;
  }
  return { data: turned, width: height, height: width };
}

/**
 * What stands in a box of the image, turned upright and scaled to the given size, row by row, 0…255. Several samples
 * make a pixel where the image is made smaller, so that thin strokes stay.
 */
export function sampleBox(
  image: GreyImage,
  box: Omit<TextBox, 'score'>,
  width: number,
  height: number,
): Float32Array {
  const [cos, sin] = [Math.cos(box.angle), Math.sin(box.angle)];
  const [scaleX, scaleY] = [box.width / width, box.height / height];
  const [perX, perY] = [Math.ceil(scaleX - 0.1), Math.ceil(scaleY - 0.1)];
  const result = new Float32Array(width * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      let sum = 0;
      for (let inY = 0; inY < perY; inY++) {
        const v = (row + (inY + 0.5) / perY) * scaleY - box.height / 2;
        for (let inX = 0; inX < perX; inX++) {
          const u = (column + (inX + 0.5) / perX) * scaleX - box.width / 2;
          sum += at(image, box.x + u * cos - v * sin, box.y + u * sin + v * cos);
        }
      }
      result[row * width + column] = sum / (perX * perY);
    }
  }
  return result;
}

/** Bilinear between the middles of pixels; white beyond the edges. */
function at({ data, width, height }: GreyImage, x: number, y: number): number {
  const [left, top] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
  if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) return 255;
  const [dx, dy] = [x - 0.5 - left, y - 0.5 - top];
  const first = top * width + left;
  const above = data[first]! * (1 - dx) + data[first + 1]! * dx;
  const below = data[first + width]! * (1 - dx) + data[first + width + 1]! * dx;
  return above * (1 - dy) + below * dy;
}
