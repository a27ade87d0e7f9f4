import type { GreyImage } from './grey-image.ts';
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

/** Longest side of the image in which text is looked for: letters of 6 points on A4 are then 9 pixels high. */
const longestSide = 1_280;
/** A line of lower mean probability is no text, or none that can be read. */
const readable = 0.6;
/** Lines that are tried to find out which way up the page is, and what they reach when it is right. */
const samples = 3;
const upright = 0.85;

/** Find and read all lines of a page, whichever way it was put on the scanner. */
export async function readPageImage(recognizer: Recognizer, image: GreyImage): Promise<ReadPage> {
  const boxes = await recognizer.findLines(image, longestSide);
  const turned = await findTurn(recognizer, image, boxes);
  const lines: ReadLine[] = [];
  let [characters, sum, unreadable] = [0, 0, 0];
  for (const box of boxes) {
    const line = await recognizer.readLine(image, turnBox(box, turned));
    const certainty = confidenceOf(line);
    if (line.characters.length === 0) continue;
    if (certainty < readable) {
      unreadable++;
      continue;
    }
    lines.push(line);
    characters += line.characters.length;
    sum += certainty * line.characters.length;
  }
  return { lines, turned, confidence: characters === 0 ? 1 : sum / characters, unreadable };
}

async function findTurn(recognizer: Recognizer, image: GreyImage, boxes: readonly TextBox[]): Promise<number> {
  const areaOf = ({ width, height }: TextBox) => width * height;
  const standing = boxes.filter(({ width, height }) => height > 1.5 * width);
  const total = boxes.reduce((sum, box) => sum + areaOf(box), 0);
  const isSideways = standing.reduce((sum, box) => sum + areaOf(box), 0) > 0.6 * total;
  const longest = (isSideways ? standing : boxes)
    .toSorted((a, b) => Math.max(b.width, b.height) - Math.max(a.width, a.height))
    .slice(0, samples);
  let best = { turn: 0, certainty: -1 };
  for (const turn of isSideways ? [90, 270] : [0, 180]) {
    let certainty = 0;
    for (const box of longest) {
      certainty += confidenceOf(await recognizer.readLine(image, turnBox(box, turn))) / longest.length;
    }
    if (certainty > best.certainty) best = { turn, certainty };
    if (certainty >= upright || longest.length === 0) break;
  }
  return best.turn;
}

/** The same box, read along another of its sides. */
function turnBox(box: TextBox, degrees: number): TextBox {
  if (degrees === 0) return box;
  const isAcross = degrees % 180 !== 0;
  const [width, height] = isAcross ? [box.height, box.width] : [box.width, box.height];
  return { ...box, width, height, angle: box.angle + (degrees * Math.PI) / 180 };
}

function confidenceOf({ characters }: ReadLine): number {
  if (characters.length === 0) return 0;
  return characters.reduce((sum, { confidence }) => sum + confidence, 0) / characters.length;
}
