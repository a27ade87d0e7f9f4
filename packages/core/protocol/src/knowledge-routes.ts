import type { Route } from './define-route.ts';
import * as answers from './answers.ts';
import * as apiKeys from './api-keys.ts';
import * as chat from './chat-completions.ts';
import * as collections from './collections.ts';
import * as conversations from './conversations.ts';
import * as costs from './costs.ts';
import * as documents from './documents.ts';
import * as lexicon from './lexicon.ts';
import * as mcp from './mcp.ts';
import * as members from './members.ts';
import * as search from './search.ts';
import * as webSources from './web-sources.ts';

/** Everything the knowledge app serves. Its controllers and the OpenAPI document are both tested against it. */
export const knowledgeRoutes: readonly Route[] = [
  collections.createCollection,
  collections.listCollections,
  collections.getCollection,
  documents.addDocuments,
  documents.listDocuments,
  documents.getDocument,
  documents.readDocument,
  documents.removeDocument,
  documents.setDocumentAccess,
  documents.retryDocument,
  documents.renameDocument,
  webSources.addSitemap,
  webSources.listWebSources,
  webSources.recheckWebSources,
  webSources.getWebSource,
  webSources.removeSitemap,
  search.searchPassages,
  lexicon.listLexicon,
  lexicon.saveLexiconEntry,
  lexicon.removeLexiconEntry,
  lexicon.importLexicon,
  answers.createAnswer,
  answers.getAnswer,
  answers.recordFeedback,
  conversations.startConversation,
  conversations.listMessages,
  conversations.sendMessage,
  conversations.escalateConversation,
  chat.createChatCompletion,
  chat.listModels,
  mcp.postMcp,
  mcp.getMcp,
  apiKeys.issueApiKey,
  apiKeys.listApiKeys,
  apiKeys.rotateApiKey,
  apiKeys.revokeApiKey,
  members.listUsers,
  members.createUser,
  members.updateUser,
  members.listGroups,
  members.createGroup,
  costs.summarizeCosts,
];
