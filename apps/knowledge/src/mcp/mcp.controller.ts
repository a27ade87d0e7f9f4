import { baseUrlOf, Caller, ClientGone, Endpoint, HttpOptions, Input } from '@groundwork/http';
import type { Principal } from '@groundwork/kernel';
import { getMcp, postMcp, type RouteInput, type RouteResponse } from '@groundwork/protocol';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import { Controller, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { McpTools } from './mcp-tools.ts';

/**
 * Model Context Protocol over streamable HTTP (https://modelcontextprotocol.io/specification/2025-06-18) without
 * sessions: each request is answered by a server of its own, made for the caller, so nothing of one caller can reach
 * another.
 */
@Controller()
export class McpController {
  constructor(
    @Inject(McpTools) private readonly tools: McpTools,
    @Inject(HttpOptions) private readonly options: HttpOptions,
  ) {}

  @Endpoint(postMcp)
  async post(
    @Caller() principal: Principal,
    @Input() { body }: RouteInput<typeof postMcp>,
    @ClientGone() signal: AbortSignal,
    @Res({ passthrough: true }) { request, raw }: FastifyReply,
  ): Promise<Response> {
    const baseUrl = baseUrlOf(this.options, request);
    const { logger } = this.options;
    const server = this.tools.serverFor({ principal, baseUrl, request: { id: request.id, logger, signal } });
    // Without `sessionIdGenerator` it keeps no sessions.
    const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
    raw.once('close', () => void server.close());
    await server.connect(transport);
    const headers = new Headers(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)] as [string, string]),
    );
    return transport.handleRequest(new Request(`${baseUrl}${request.url}`, { method: 'POST', headers }), {
      parsedBody: body,
    });
  }

  @Endpoint(getMcp)
  get(@Res({ passthrough: true }) reply: FastifyReply): RouteResponse<typeof getMcp> {
    reply.header('allow', 'POST');
    return {
      jsonrpc: '2.0',
      error: { code: -32_000, message: 'Method not allowed: there are no sessions.' },
      id: null,
    };
  }
}
