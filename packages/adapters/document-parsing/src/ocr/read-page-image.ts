import { turnLeft, type GreyImage } from './grey-image.ts';
import type { ReadLine, Recognizer } from './recognizer.ts';
import type { TextBox } from './text-boxes.ts';

/** What was read from the image of a page. */
export interface ReadPage {
  /** Boxes in pixels; the angle of each is near `turned`. */
  readonly lines: readonly ReadLine[];
  /** Quarter turns of the text on the image, as degrees clockwise: 0, 90, 180, 270. */
  readonly turned: number;
  /** Mean probability of the characters kept, 0…1; 1 where there are none. */
  readonly confidence: number;
  /** Lines left out because hardly a character of them is sure: pictures, handwriting. */
  readonly unreadable: number;
}

/** A line of lower mean probability is no text, or none that can be read. */
const readable = 0.6;
/** Lines that are tried to find out which way up the page is, and what they reach when it is right. */
const samples = 3;
const upright = 0.85;

/** Find and read all lines of a page, whichever way it was put on the scanner. */
export async function readPageImage(recognizer: Recognizer, image: GreyImage): Promise<ReadPage> {
  const found = await recognizer.findLines(image);
  const isSideways = stand(found);
  // Lines are looked for in strips across the page: a page that lies on its side is turned first.
  const upper = isSideways ? turnLeft(image) : image;
  const boxes = isSideways ? await recognizer.findLines(upper) : found;
  const isOverhead = await isUpsideDown(recognizer, upper, boxes);
  const lines: ReadLine[] = [];
  let [characters, sum, unreadable] = [0, 0, 0];
  for (const box of boxes) {
    const line = await recognizer.readLine(upper, isOverhead ? turnOver(box) : box);
    const certainty = confidenceOf(line);
    if (line.characters.length === 0) continue;
    if (certainty < readable) {
      unreadable++;
      continue;
    }
    lines.push(isSideways ? { ...line, box: turnBack(line.box, image) } : line);
    characters += line.characters.length;
    sum += certainty * line.characters.length;
  }
  const turned = (isSideways ? 90 : 0) + (isOverhead ? 180 : 0);
  return { lines, turned, confidence: characters === 0 ? 1 : sum / characters, unreadable };
}

/** Most of the text stands upright: its boxes are higher than wide. */
function stand(boxes: readonly TextBox[]): boolean {
  let [standing, all] = [0, 0];
  for (const { width, height } of boxes) {
    all += width * height;
    if (height > 1.5 * width) standing += width * height;
  }
  return standing > 0.6 * all;
}

async function isUpsideDown(
  recognizer: Recognizer,
  image: GreyImage,
  boxes: readonly TextBox[],
): Promise<boolean> {
  const longest = boxes.toSorted((a, b) => b.width - a.width).slice(0, samples);
  const certaintyOf = async (turn: (box: TextBox) => TextBox) => {
    let sum = 0;
    for (const box of longest) sum += confidenceOf(await recognizer.readLine(image, turn(box)));
    return sum / longest.length;
  };
  if (longest.length === 0) return false;
  const asIs = await certaintyOf((box) => box);
  return asIs < upright && (await certaintyOf(turnOver)) > asIs;
}

function turnOver(box: TextBox): TextBox {
  return { ...box, angle: box.angle + Math.PI };
}

/** A box of the image that was turned left, in the image as it was. */
function turnBack(box: TextBox, { width }: GreyImage): TextBox {
  return { ...box, x: width - box.y, y: box.x, angle: box.angle + Math.PI / 2 };
}

function confidenceOf({ characters }: ReadLine): number {
  if (characters.length === 0) return 0;
  return characters.reduce((sum, { confidence }) => sum + confidence, 0) / characters.length;
}
