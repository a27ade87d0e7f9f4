/** What the worker is opened with. */
export interface EncoderOptions {
  /** Folder of `model.onnx` and `tokenizer.json`. */
  readonly folder: string;
  /** Threads at work on one text. */
  readonly threads: number;
}

/** To the worker. */
export type EncoderRequest =
  | {
      readonly ask: 'encode';
      readonly id: number;
      readonly kind: 'query' | 'passage';
      readonly texts: readonly string[];
    }
  | { readonly ask: 'forget'; readonly id: number };

/** From the worker. The vectors stand one after another. */
export type EncoderReply =
  | { readonly id: number; readonly vectors: Float32Array; readonly tokens: number }
  | { readonly id: number; readonly fault: string };
