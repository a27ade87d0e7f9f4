import {
  type Answerer,
  evidenceSpace,
  ExtractiveAnswerer,
  type QuestionRewriter,
  RuleRewriter,
} from '@groundwork/answering';
import { ChatAnswerer, ChatRewriter } from '@groundwork/answering';
import type { ChatModel, Embedder, Reranker } from '@groundwork/inference';
import { UserError } from '@groundwork/kernel';
import { openChatModel, openEmbedder, openReranker } from '@groundwork/langchain-inference';
import { HashingEmbedder, runsTransformer, TransformerEmbedder } from '@groundwork/offline-inference';
import { ChatReranker } from '@groundwork/retrieval';
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
  /** Compares sentences with a question; absent where the machine cannot run it. */
  readonly meaning?: Embedder;
  /** Absent where passages are ranked by fusion alone. */
  readonly reranker?: Reranker;
}

/** Chooses the models that the settings name. Calls nobody. Throws `UserError('config.invalid')`. */
export function openModels({
  chat,
  embedding,
  rerank,
}: Pick<Config, 'chat' | 'embedding' | 'rerank'>): Models {
  const offline = offlineEmbedders(embedding);
  const embedders: [Embedder, ...Embedder[]] = embedding.model.startsWith('offline')
    ? offline
    : [openEmbedder({ ...embedding, url: embedding.model }), ...offline];
  const meaning = embedders.find(({ space }) => space.name === evidenceSpace);
  const extractive = new ExtractiveAnswerer();
  const rules = new RuleRewriter();
  const model =
    chat.model === 'offline:'
      ? undefined
      : openChatModel({ ...chat, url: chat.model, timeouts: { totalMs: chat.timeoutMs } });
  const reranker = configuredReranker(rerank, model);
  const ranking = { embedders, ...(meaning && { meaning }), ...(reranker && { reranker }) };
  if (!model) return { answerer: extractive, rewriter: rules, ...ranking };
  return {
    chat: model,
    answerer: new ChatAnswerer(model),
    fallback: extractive,
    rewriter: new ChatRewriter(model),
    ...ranking,
  };
}

function configuredReranker(rerank: Config['rerank'], chat: ChatModel | undefined): Reranker | undefined {
  if (rerank.model === 'none') return undefined;
  if (rerank.model !== 'llm:') return openReranker({ ...rerank, url: rerank.model });
  if (chat) return new ChatReranker(chat);
  throw new UserError('config.invalid', 'RERANK_MODEL: llm: needs a CHAT_MODEL that is not offline:.');
}

/** Both offline models, the one to use first. Hashing takes over where ONNX Runtime has no build for the machine. */
function offlineEmbedders({ model, threads }: Config['embedding']): [Embedder, ...Embedder[]] {
  const hashing = new HashingEmbedder();
  if (!runsTransformer()) return [hashing];
  const transformer = new TransformerEmbedder({ threads });
  return model === 'offline-fast:' ? [hashing, transformer] : [transformer, hashing];
}
