import {
  AuthenticateApiKey,
  CreateTenant,
  EraseTenant,
  IssueApiKey,
  ListApiKeys,
  ListGroups,
  ListUsers,
  RevokeApiKey,
  RotateApiKey,
  RunOnce,
  SaveGroup,
  SaveUser,
} from '@groundwork/access';
import {
  AnswerQuestion,
  EscalateConversation,
  GetAnswer,
  ListMessages,
  RecordFeedback,
  RecordSearchCosts,
  StartConversation,
  SummarizeCosts,
} from '@groundwork/answering';
import {
  AddDocuments,
  AddWebSource,
  CreateCollection,
  GetCollection,
  GetDocument,
  GetWebSource,
  ListCollections,
  ListDocuments,
  ListWebSources,
  ReadDocument,
  RecheckWebSources,
  RemoveDocument,
  RemoveSitemap,
  RenameDocument,
  RetryDocument,
  SetDocumentAccess,
} from '@groundwork/ingestion';
import {
  EmbeddingSpaces,
  EmbedQuery,
  ImportLexicon,
  Lexicons,
  ListLexicon,
  RemoveLexiconEntry,
  RerankPassages,
  SaveLexiconEntry,
  SearchPassages,
  WidenPassages,
} from '@groundwork/retrieval';
import { reviewUseCases } from './build-review-use-cases.ts';
import type { Config } from './config.ts';
import type { Adapters } from './open-adapters.ts';

/** A query's embedding that takes longer leaves the search to the lexical leg, in milliseconds. */
const embedTimeoutMs = 5_000;

/** Every use case over the adapters; pure wiring. */
export function buildUseCases(config: Config, adapters: Adapters): readonly object[] {
  const spaces = new EmbeddingSpaces({
    store: adapters.stores.spaces,
    embedders: adapters.models.embedders,
    queue: adapters.queue,
    clock: adapters.clock,
  });
  return [
    ...accessUseCases(adapters),
    ...ingestionUseCases(config, adapters),
    ...lexiconUseCases(adapters),
    spaces,
    ...answeringUseCases(spaces, config, adapters),
    ...reviewUseCases(config, adapters),
  ];
}

function accessUseCases({ stores, clock }: Adapters): readonly object[] {
  const { tenants, members, keys, audit, idempotency } = stores;
  const list = new ListApiKeys({ keys });
  const issue = new IssueApiKey({ keys, members, audit, clock });
  const revoke = new RevokeApiKey({ keys, audit, clock });
  return [
    new CreateTenant({ tenants, audit, clock }),
    new EraseTenant({ tenants }),
    new AuthenticateApiKey({ keys, clock }),
    list,
    issue,
    revoke,
    new RotateApiKey({ list, issue, revoke, clock }),
    new ListUsers({ members }),
    new SaveUser({ members, audit, clock }),
    new ListGroups({ members }),
    new SaveGroup({ members, audit, clock }),
    new RunOnce({ idempotency }),
  ];
}

function ingestionUseCases(config: Config, { stores, queue, clock }: Adapters): readonly object[] {
  const { collections, documents, texts, webSources: sources, audit } = stores;
  const limits = { documentBytes: config.http.maxUploadBytes };
  return [
    new CreateCollection({ collections, audit, clock }),
    new GetCollection({ collections }),
    new ListCollections({ collections }),
    new AddDocuments({ collections, documents, queue, limits }),
    new GetDocument({ documents }),
    new ListDocuments({ documents }),
    new ReadDocument({ documents, texts }),
    new RetryDocument({ documents, sources, queue, clock }),
    new RenameDocument({ documents, names: documents, queue }),
    new RemoveDocument({ documents, audit, clock }),
    new SetDocumentAccess({ documents, audit, clock }),
    new AddWebSource({ sources, queue, audit, clock }),
    new GetWebSource({ sources }),
    new ListWebSources({ sources, collections }),
    new RecheckWebSources({ sources, collections, queue, clock }),
    new RemoveSitemap({ sources, audit, clock }),
  ];
}

function lexiconUseCases({ stores: { lexicons }, clock }: Adapters): readonly object[] {
  return [
    new ListLexicon({ lexicons }),
    new SaveLexiconEntry({ lexicons, clock }),
    new RemoveLexiconEntry({ lexicons, clock }),
    new ImportLexicon({ lexicons, clock }),
  ];
}

function answeringUseCases(
  spaces: EmbeddingSpaces,
  config: Config,
  { stores, models, clock, logger }: Adapters,
): readonly object[] {
  const { index, lexicons, answers, cache, conversations, ledger } = stores;
  const embedQuery = new EmbedQuery({ spaces, logger, timeoutMs: embedTimeoutMs });
  const { passages: top, timeoutMs } = config.rerank;
  const { reranker } = models;
  const search = new SearchPassages({
    index,
    spaces,
    embedQuery,
    lexicons: new Lexicons(lexicons),
    ...(reranker && { rerank: new RerankPassages({ reranker, logger, top, timeoutMs }) }),
    clock,
  });
  const [embedder] = models.embedders;
  const embedding = {
    provider: embedder.provider,
    model: embedder.space.name,
    pricePerMillionTokens: embedder.pricePerMillionTokens,
  };
  return [
    search,
    new RecordSearchCosts({ ledger, embedding }),
    new AnswerQuestion({
      search,
      chunks: index,
      answers,
      cache,
      conversations,
      ledger,
      answerer: models.answerer,
      ...(models.fallback ? { fallback: models.fallback } : {}),
      rewriter: models.rewriter,
      // Offline answers are made of the best sentences, which neighbours hardly hold.
      ...(models.chat && { widen: new WidenPassages({ index }) }),
      ...(models.meaning && { meaning: models.meaning }),
      embedding,
      clock,
      logger,
    }),
    new GetAnswer({ answers }),
    new RecordFeedback({ answers, clock }),
    new SummarizeCosts({ ledger }),
    new StartConversation({ conversations, clock }),
    new ListMessages({ conversations }),
    new EscalateConversation({ conversations, answers, clock }),
  ];
}
