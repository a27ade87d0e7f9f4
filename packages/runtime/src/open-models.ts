import {
  type Answerer,
  ExtractiveAnswerer,
  type QuestionRewriter,
  RuleRewriter,
} from '@groundwork/answering';
import { ChatAnswerer, ChatRewriter } from '@groundwork/answering';
import type { ChatModel, Embedder } from '@groundwork/inference';
import { openChatModel, openEmbedder } from '@groundwork/langchain-inference';
import { OfflineEmbedder } from '@groundwork/offline-inference';
import type { Config } from './config.ts';

/** The models of one process, by what they are for. */
export interface Models {
  /** Absent where answers are made offline. */
  readonly chat?: ChatModel;
  readonly answerer: Answerer;
  /** Takes over where the answerer's model fails. */
  readonly fallback?: Answerer;
  readonly rewriter: QuestionRewriter;
  /** The configured one first; the offline one stays at hand for spaces that it filled. */
  readonly embedders: readonly [Embedder, ...Embedder[]];
}

/** Chooses the models that the settings name. Calls nobody. Throws `UserError('config.invalid')`. */
export function openModels({ chat, embedding }: Pick<Config, 'chat' | 'embedding'>): Models {
  const offline = new OfflineEmbedder();
  const embedders: [Embedder, ...Embedder[]] =
    embedding.model === 'offline:'
      ? [offline]
      : [openEmbedder({ ...embedding, url: embedding.model }), offline];
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
