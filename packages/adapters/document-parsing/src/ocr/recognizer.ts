import { InferenceSession, Tensor } from 'onnxruntime-node';
import { decodeCharacters, type ReadCharacter } from './decode-characters.ts';
import { sampleBox, type GreyImage } from './grey-image.ts';
import { findTextBoxes, type TextBox } from './text-boxes.ts';

/** A line of text as it stands in the image, in pixels. */
export interface ReadLine {
  readonly box: TextBox;
  readonly characters: readonly ReadCharacter[];
}

export interface RecognizerModels {
  readonly detection: string;
  readonly recognition: string;
  readonly characters: readonly string[];
}

/** Height of a line as the recognition model wants it. */
const lineHeight = 48;
/** Sides of the detector's input are multiples of this. */
const detectorStep = 32;
/** What the detector looks at: letters of 6 points on A4 are 9 pixels high then. */
const shortSide = 928;
const widest = 1_600;
/** Its memory grows with the area, so a page is looked at in strips; they overlap by more than a line is high. */
const stripHeight = 448;
const overlap = 64;
/* Mean and deviation of the planes of colour, as PP-OCR was trained. */
const detectorInput = { mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] };
const readerInput = { mean: [0.5, 0.5, 0.5], deviation: [0.5, 0.5, 0.5] };

/** Finds and reads lines of printed text with PP-OCR's two models (detection by DB, recognition by CTC). */
export class Recognizer {
  private constructor(
    private readonly detector: InferenceSession,
    private readonly reader: InferenceSession,
    private readonly characters: readonly string[],
  ) {}

  static async open(models: RecognizerModels, threads: number): Promise<Recognizer> {
    // Memory goes back after every run: the process has a limit, and pages differ in size.
    const options: InferenceSession.SessionOptions = {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      enableCpuMemArena: false,
      enableMemPattern: false,
      logSeverityLevel: 3,
    };
    const detector = await InferenceSession.create(models.detection, options);
    const reader = await InferenceSession.create(models.recognition, options);
    return new Recognizer(detector, reader, models.characters);
  }

  /** Boxes of lines that run from left to right, in pixels of the image. */
  async findLines(image: GreyImage): Promise<TextBox[]> {
    const { width, height } = image;
    const scale = Math.min(1, shortSide / Math.min(width, height), widest / width);
    const strips = Math.max(1, Math.ceil((height * scale) / stripHeight));
    const core = height / strips;
    const found: TextBox[] = [];
    for (let strip = 0; strip < strips; strip++) {
      const top = Math.max(0, strip * core - overlap / scale);
      const bottom = Math.min(height, (strip + 1) * core + overlap / scale);
      for (const box of await this.findInStrip(image, top, bottom, scale)) {
        const isOwn = box.y >= strip * core - 4 / scale && box.y < (strip + 1) * core + 4 / scale;
        if (isOwn && !found.some((other) => isSameLine(box, other))) found.push(box);
      }
    }
    return found;
  }

  private async findInStrip(
    image: GreyImage,
    top: number,
    bottom: number,
    scale: number,
  ): Promise<TextBox[]> {
    const fit = (side: number) =>
      Math.max(detectorStep, Math.round((side * scale) / detectorStep) * detectorStep);
    const [width, height] = [fit(image.width), fit(bottom - top)];
    const strip = {
      x: image.width / 2,
      y: (top + bottom) / 2,
      width: image.width,
      height: bottom - top,
      angle: 0,
    };
    const input = toTensor(sampleBox(image, strip, width, height), width, height, detectorInput);
    const { text } = await run(this.detector, input, { text: 0 });
    const [across, down] = [strip.width / width, strip.height / height];
    return findTextBoxes({ data: text, width, height }).map((box) => ({
      ...box,
      x: box.x * across,
      y: top + box.y * down,
      width: box.width * across,
      height: box.height * down,
    }));
  }

  async readLine(image: GreyImage, box: TextBox): Promise<ReadLine> {
    const width = Math.max(16, Math.round((lineHeight * box.width) / box.height));
    const pixels = sampleBox(image, box, width, lineHeight);
    const input = toTensor(pixels, width, lineHeight, readerInput);
    const { classes, probabilities } = await run(this.reader, input, { classes: 0, probabilities: 1 });
    return { box, characters: decodeCharacters(classes, probabilities, this.characters) };
  }

  async close(): Promise<void> {
    await this.detector.release();
    await this.reader.release();
  }
}

/** The values of a model's outputs, which are told by their places. */
async function run<Name extends string>(
  session: InferenceSession,
  input: Tensor,
  places: Readonly<Record<Name, number>>,
): Promise<Record<Name, Float32Array>> {
  const outputs = await session.run({ [session.inputNames[0]!]: input });
  const named = Object.entries<number>(places).map(([name, place]) => [
    name,
    outputs[session.outputNames[place]!]!.data,
  ]);
  return Object.fromEntries(named) as Record<Name, Float32Array>;
}

/** Found in two strips. */
function isSameLine(box: TextBox, other: TextBox): boolean {
  const isInside = Math.abs(box.x - other.x) < Math.max(box.width, other.width) / 2;
  return isInside && Math.abs(box.y - other.y) < 0.5 * Math.min(box.height, other.height);
}

/** Grey pixels as the three planes of colour that the models were trained with, each with its mean and deviation. */
function toTensor(
  pixels: Float32Array,
  width: number,
  height: number,
  { mean, deviation }: typeof readerInput,
): Tensor {
  const size = width * height;
  const data = new Float32Array(3 * size);
  for (let plane = 0; plane < 3; plane++) {
    const [shift, factor] = [mean[plane]!, 1 / deviation[plane]!];
    for (let index = 0; index < size; index++) {
      data[plane * size + index] = (pixels[index]! / 255 - shift) * factor;
    }
  }
  return new Tensor('float32', data, [1, 3, height, width]);
}
