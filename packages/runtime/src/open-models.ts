import {
  type Answerer,
  ExtractiveAnswerer,
  type QuestionRewriter,
  RuleRewriter,
} from '@groundwork/answering';
import { ChatAnswerer, ChatRewriter } from '@groundwork/answering';
import type { ChatModel, Embedder } from '@groundwork/inference';
import { openChatModel, openEmbedder } from '@groundwork/langchain-inference';
import { HashingEmbedder, runsTransformer, TransformerEmbedder } from '@groundwork/offline-inference';
import type { Config } from './config.ts';

/** The models of one process, by what they are for. */
export interface Models {
  /** Absent where answers are made offline. */
  readonly chat?: ChatModel;
  readonly answerer: Answerer;
  /** Takes over where the answerer's model fails. */
  readonly fallback?: Answerer;
  readonly rewriter: QuestionRewriter;
  /** The configured one first; the offline ones stay at hand for spaces that they filled. */
  readonly embedders: readonly [Embedder, ...Embedder[]];
}

/** Chooses the models that the settings name. Calls nobody. Throws `UserError('config.invalid')`. */
export function openModels({ chat, embedding }: Pick<Config, 'chat' | 'embedding'>): Models {
  const offline = offlineEmbedders(embedding);
  const embedders: [Embedder, ...Embedder[]] = embedding.model.startsWith('offline')
    ? offline
    : [openEmbedder({ ...embedding, url: embedding.model }), ...offline];
  const extractive = new ExtractiveAnswerer();
  const rules = new RuleRewriter();
  if (chat.model === 'offline:') return { answerer: extractive, rewriter: rules, embedders };
  const model = openChatModel({ ...chat, url: chat.model, timeouts: { totalMs: chat.timeoutMs } });
  return {
    chat: model,
    answerer: new ChatAnswerer(model),
    fallback: extractive,
    rewriter: new ChatRewriter(model),
    embedders,
  };
}

/** Both offline models, the one to use first. Hashing takes over where ONNX Runtime has no build for the machine. */
function offlineEmbedders({ model, threads }: Config['embedding']): [Embedder, ...Embedder[]] {
  const hashing = new HashingEmbedder();
  if (!runsTransformer()) return [hashing];
  const transformer = new TransformerEmbedder({ threads });
  return model === 'offline-fast:' ? [hashing, transformer] : [transformer, hashing];
}
