import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { toSimplified } from '../to-simplified.ts';
import { special, type UnigramModel, UnigramTokenizer } from './unigram-tokenizer.ts';
import { windowsOf } from './windows.ts';

/** Numbers of a vector, and positions that the model has. */
export const dimensions = 384;
const positions = 512;

/** The prefixes that the model was trained with (Wang et al. 2024, "Multilingual E5 Text Embeddings"). */
const prefixes = { query: 'query: ', passage: 'passage: ' } as const;

export interface EncodedText {
  /** Length one. */
  readonly vector: Float32Array;
  readonly tokens: number;
}

/** The model in this thread: one text at a time, since a batch is no faster on a CPU and must be padded. */
export class TextEncoder {
  private constructor(
    private readonly session: InferenceSession,
    private readonly tokenizer: UnigramTokenizer,
  ) {}

  /** Reads `model.onnx` and `tokenizer.json` of a folder. `threads` work on one text. */
  static async open(folder: string, { threads }: { readonly threads: number }): Promise<TextEncoder> {
    const model = JSON.parse(await readFile(join(folder, 'tokenizer.json'), 'utf8')) as UnigramModel;
    const session = await InferenceSession.create(join(folder, 'model.onnx'), {
      executionProviders: ['cpu'],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      // Threads that wait for work must not burn the CPU that the database needs.
      extra: { session: { intra_op: { allow_spinning: '0' } } },
      logSeverityLevel: 3,
    });
    return new TextEncoder(session, new UnigramTokenizer(model));
  }

  async encode(text: string, kind: keyof typeof prefixes): Promise<EncodedText> {
    const prefix = this.tokenizer.encode(prefixes[kind].trimEnd());
    // Measured on Traditional passages: no worse folded, and questions in either script find the same.
    const pieces = this.tokenizer.encode(toSimplified(text));
    const windows = windowsOf(pieces, positions - prefix.length - 2);
    const sum = new Float32Array(dimensions);
    let tokens = 0;
    for (const { pieces: part, weight } of windows) {
      const ids = [special.start, ...prefix, ...part, special.end];
      const vector = await this.run(ids);
      for (let i = 0; i < dimensions; i++) sum[i]! += weight * vector[i]!;
      tokens += ids.length;
    }
    return { vector: unit(sum), tokens };
  }

  private async run(ids: readonly number[]): Promise<Float32Array> {
    const shape = [1, ids.length];
    const { embedding } = await this.session.run({
      input_ids: new Tensor('int64', BigInt64Array.from(ids, BigInt), shape),
      attention_mask: new Tensor('int64', new BigInt64Array(ids.length).fill(1n), shape),
    });
    return embedding!.data as Float32Array;
  }
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
