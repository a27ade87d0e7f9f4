import { GetAnswer } from '@groundwork/answering';
import type { AppPart, ServedRuntime } from '@groundwork/http';
import type { Principal } from '@groundwork/kernel';
import {
  AnswerId,
  createAnswer,
  createChatCompletion,
  knowledgeRoutes,
  listModels,
  sendMessage,
} from '@groundwork/protocol';
import { AnswerResponder } from './answers/answer-responder.ts';
import { AnswersController } from './answers/answers.controller.ts';
import { toOutcome } from './answers/to-outcome.ts';
import { ChatCompletionsController } from './chat-completions/chat-completions.controller.ts';
import { toOpenAiError } from './chat-completions/to-openai-error.ts';
import { CollectionsController } from './collections/collections.controller.ts';
import { ConversationsController } from './conversations/conversations.controller.ts';
import { CostsController } from './costs/costs.controller.ts';
import { DocumentsController } from './documents/documents.controller.ts';
import { LexiconController } from './lexicon/lexicon.controller.ts';
import { McpTools } from './mcp/mcp-tools.ts';
import { McpController } from './mcp/mcp.controller.ts';
import { ApiKeysController } from './members/api-keys.controller.ts';
import { MembersController } from './members/members.controller.ts';
import { SearchController } from './search/search.controller.ts';
import { WebSourcesController } from './web-sources/web-sources.controller.ts';

/** Knowledge Q&A as a part of a server. */
export function knowledgePart(runtime: Pick<ServedRuntime, 'useCases'>): AppPart {
  const readAnswer = async (principal: Principal, id: string) => {
    const getAnswer = runtime.useCases.find((useCase) => useCase instanceof GetAnswer);
    if (!getAnswer) throw new Error('GetAnswer is not wired');
    return toOutcome((await getAnswer.run(principal, AnswerId.parse(id))).outcome);
  };
  return {
    controllers: [
      CollectionsController,
      DocumentsController,
      WebSourcesController,
      SearchController,
      LexiconController,
      AnswersController,
      ConversationsController,
      ChatCompletionsController,
      McpController,
      ApiKeysController,
      MembersController,
      CostsController,
    ],
    providers: [AnswerResponder, McpTools],
    routes: knowledgeRoutes,
    rereads: { [createAnswer.name]: readAnswer, [sendMessage.name]: readAnswer },
    toErrorBody: (failure, url) => (isOpenAi(url) ? toOpenAiError(failure) : undefined),
  };
}

const openAiPaths = [createChatCompletion.path, listModels.path];

function isOpenAi(url: string): boolean {
  return openAiPaths.some((path) => url.startsWith(path));
}
