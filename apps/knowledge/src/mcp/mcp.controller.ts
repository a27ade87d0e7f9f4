import type { Principal } from '@groundwork/kernel';
import { getMcp, postMcp } from '@groundwork/protocol';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { Controller, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Caller, ClientGone, Endpoint, Input } from '../http/endpoint.ts';
import { baseUrlOf, KnowledgeOptions } from '../knowledge-options.ts';
import { McpTools } from './mcp-tools.ts';

/**
 * Model Context Protocol over streamable HTTP (revision 2025-06-18) without sessions: each request is answered by a
 * server of its own, made for the caller, so nothing of one caller can reach another.
 */
@Controller()
export class McpController {
  constructor(
    @Inject(McpTools) private readonly tools: McpTools,
    @Inject(KnowledgeOptions) private readonly options: KnowledgeOptions,
  ) {}

  @Endpoint(postMcp)
  async post(
    @Caller() principal: Principal,
    @Input() _valid: unknown,
    @ClientGone() signal: AbortSignal,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const server = this.tools.serverFor({
      principal,
      signal,
      baseUrl: baseUrlOf(this.options, reply.request),
      request: { id: reply.request.id, logger: this.options.logger },
    });
    // `sessionIdGenerator` absent: stateless.
    const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
    reply.raw.once('close', () => void server.close());
    await server.connect(transport as Parameters<typeof server.connect>[0]);
    reply.raw.setHeader('x-request-id', reply.request.id);
    reply.raw.setHeader('cache-control', 'no-store');
    reply.hijack();
    await transport.handleRequest(reply.request.raw, reply.raw, reply.request.body);
  }

  @Endpoint(getMcp)
  get(@Res({ passthrough: true }) reply: FastifyReply) {
    reply.header('allow', 'POST');
    return {
      jsonrpc: '2.0',
      error: { code: -32000, message: 'Method not allowed: there are no sessions.' },
      id: null,
    };
  }
}
