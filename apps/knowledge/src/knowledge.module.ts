import type { Runtime } from '@groundwork/runtime';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { AnswerResponder } from './answers/answer-responder.ts';
import { AnswersController } from './answers/answers.controller.ts';
import { ChatCompletionsController } from './chat-completions/chat-completions.controller.ts';
import { CollectionsController } from './collections/collections.controller.ts';
import { ConversationsController } from './conversations/conversations.controller.ts';
import { CostsController } from './costs/costs.controller.ts';
import { DocumentsController } from './documents/documents.controller.ts';
import { ApiKeyGuard } from './http/api-key.guard.ts';
import { ErrorFilter } from './http/error.filter.ts';
import { RateLimitGuard } from './http/rate-limit.guard.ts';
import { KnowledgeOptions } from './knowledge-options.ts';
import { LexiconController } from './lexicon/lexicon.controller.ts';
import { McpTools } from './mcp/mcp-tools.ts';
import { McpController } from './mcp/mcp.controller.ts';
import { ApiKeysController } from './members/api-keys.controller.ts';
import { MembersController } from './members/members.controller.ts';
import { OperationsController } from './operations/operations.controller.ts';
import { RuntimeHealth } from './operations/runtime-health.ts';
import { SearchController } from './search/search.controller.ts';
import { WebSourcesController } from './web-sources/web-sources.controller.ts';

/** What this app needs of a runtime. */
export type KnowledgeRuntime = Pick<Runtime, 'config' | 'useCases' | 'health'>;

@Module({})
export class KnowledgeModule {
  /** Every use case under its own class, and the controllers over them. */
  static forRuntime(runtime: KnowledgeRuntime, options: KnowledgeOptions): DynamicModule {
    return {
      module: KnowledgeModule,
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
        OperationsController,
      ],
      providers: [
        ...runtime.useCases.map((useCase) => ({ provide: useCase.constructor as never, useValue: useCase })),
        { provide: KnowledgeOptions, useValue: options },
        { provide: RuntimeHealth, useValue: new RuntimeHealth(runtime) },
        AnswerResponder,
        McpTools,
        // In the order in which they act: who asks, then how often.
        { provide: APP_GUARD, useClass: ApiKeyGuard },
        { provide: APP_GUARD, useClass: RateLimitGuard },
        { provide: APP_FILTER, useClass: ErrorFilter },
      ],
    };
  }
}
