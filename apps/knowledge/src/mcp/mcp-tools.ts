import { AnswerQuestion, RecordSearchCosts } from '@groundwork/answering';
import { ReadDocument } from '@groundwork/ingestion';
import { hasScope, type Logger, type Principal, type Scope, UserError } from '@groundwork/kernel';
import { AnswerOutcome, CollectionId, DocumentId, Passage } from '@groundwork/protocol';
import { SearchPassages } from '@groundwork/retrieval';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { lastOutcome } from '../answers/last-outcome.ts';
import { toOutcome } from '../answers/to-outcome.ts';
import { toCitedText } from '../chat-completions/to-cited-text.ts';
import { toPassage } from '../search/to-passage.ts';
import { toolResult } from './tool-result.ts';

/** For whom tools act. */
export interface McpCaller {
  readonly principal: Principal;
  /** `signal` aborts when the client leaves. */
  readonly request: { readonly id: string; readonly logger: Logger; readonly signal: AbortSignal };
  /** For links to documents. */
  readonly baseUrl: string;
}

const collections = z
  .array(CollectionId)
  .min(1)
  .max(100)
  .optional()
  .describe('Ids of the collections to look in. Default: all that you may see.');

const FoundPassage = Passage.extend({ id: DocumentId.describe('To give to fetch.'), url: z.string() });

/** Characters that `fetch` returns at once, unless told otherwise. */
const fetchLength = 50_000;

/** The tools of the MCP server: `search` and `fetch` as research clients expect them, and `ask`. */
@Injectable()
export class McpTools {
  constructor(
    @Inject(SearchPassages) private readonly searchPassages: SearchPassages,
    @Inject(RecordSearchCosts) private readonly recordSearchCosts: RecordSearchCosts,
    @Inject(AnswerQuestion) private readonly answerQuestion: AnswerQuestion,
    @Inject(ReadDocument) private readonly readDocument: ReadDocument,
  ) {}

  /** A server whose tools act for one caller. */
  serverFor(caller: McpCaller): McpServer {
    const server = new McpServer({ name: 'groundwork', version: '0.1.0' });
    this.addSearch(server, caller);
    this.addAsk(server, caller);
    this.addFetch(server, caller);
    return server;
  }

  private addSearch(server: McpServer, { principal, baseUrl, request }: McpCaller): void {
    server.registerTool(
      'search',
      {
        title: 'Search documents',
        description:
          'Find the passages nearest to a query. Give the id of one to fetch to read its document.',
        annotations: { readOnlyHint: true, openWorldHint: false },
        inputSchema: {
          query: z.string().min(1),
          collections,
          limit: z.int().min(1).max(100).optional().describe('Default 10.'),
        },
        outputSchema: { results: z.array(FoundPassage) },
      },
      ({ query, limit = 10, ...rest }) =>
        toolResult(request, async () => {
          requireScope(principal, 'search');
          const among = rest.collections ? { collections: rest.collections } : {};
          const found = await this.searchPassages.run(principal, {
            query,
            limit,
            ...among,
            signal: request.signal,
          });
          await this.recordSearchCosts.run(principal, found);
          const results = found.passages.map((passage) => ({
            ...toPassage(passage),
            id: passage.documentId,
            url: `${baseUrl}/v1/documents/${passage.documentId}`,
          }));
          return { structured: { results } };
        }),
    );
  }

  private addAsk(server: McpServer, { principal, baseUrl, request }: McpCaller): void {
    server.registerTool(
      'ask',
      {
        title: 'Ask a question',
        description:
          'Answer a question from the documents. Every sentence cites quotes it was verified against; without evidence there is no answer.',
        annotations: { readOnlyHint: true, openWorldHint: false },
        inputSchema: { question: z.string().min(1), collections },
        outputSchema: { result: AnswerOutcome },
      },
      ({ question, ...rest }) =>
        toolResult(request, async () => {
          requireScope(principal, 'answer');
          const among = rest.collections ? { collections: rest.collections } : {};
          const events = this.answerQuestion.run(principal, { question, ...among, signal: request.signal });
          const result = toOutcome(await lastOutcome(events));
          return { structured: { result }, text: toCitedText(result, baseUrl) };
        }),
    );
  }

  private addFetch(server: McpServer, { principal, baseUrl, request }: McpCaller): void {
    server.registerTool(
      'fetch',
      {
        title: 'Read a document',
        description: 'Read the text of a document by its id. Long texts come in parts: go on from "end".',
        annotations: { readOnlyHint: true, openWorldHint: false },
        inputSchema: {
          id: DocumentId,
          start: z.int().min(0).optional().describe('Where to begin. Default 0.'),
          length: z
            .int()
            .min(1)
            .max(500_000)
            .optional()
            .describe(`Characters wanted. Default ${fetchLength}.`),
        },
        outputSchema: {
          id: DocumentId,
          title: z.string(),
          text: z.string(),
          url: z.string(),
          start: z.int(),
          end: z.int(),
          length: z.int().describe('Of the whole text.'),
          metadata: z.record(z.string(), z.unknown()),
        },
      },
      ({ id, start = 0, length = fetchLength }) =>
        toolResult(request, async () => {
          requireScope(principal, 'search');
          const {
            document,
            versionId: _,
            ...part
          } = await this.readDocument.run(principal, id, { start, length });
          const { title, metadata } = document;
          const url = `${baseUrl}/v1/documents/${id}`;
          return { structured: { id, title, url, metadata: { ...metadata }, ...part } };
        }),
    );
  }
}

function requireScope(principal: Principal, scope: Scope): void {
  if (!hasScope(principal, scope))
    throw new UserError('auth.forbidden', `This tool needs the scope "${scope}".`);
}
