import { logFailure, toFailure } from '@groundwork/http';
import type { Logger } from '@groundwork/kernel';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';

interface ToolOutput {
  readonly structured: Record<string, unknown>;
  /** For clients that read text only. Default: the structured content as JSON. */
  readonly text?: string;
}

/** Runs a tool. A failure is told to the model with its remedy; of a bug nothing but the request id. */
export async function toolResult(
  request: { readonly id: string; readonly logger: Logger; readonly signal: AbortSignal },
  work: () => Promise<ToolOutput>,
): Promise<CallToolResult> {
  try {
    const { structured, text = JSON.stringify(structured) } = await work();
    return { structuredContent: structured, content: [{ type: 'text', text }] };
  } catch (thrown) {
    const failure = toFailure(thrown, request.id);
    // Work that is broken off because the client left is nobody's fault.
    if (!request.signal.aborted) logFailure(request.logger, failure, thrown);
    const { message, remedy, code, requestId } = failure.error;
    return {
      isError: true,
      content: [{ type: 'text', text: `${message} ${remedy} [${code}, request ${requestId}]` }],
    };
  }
}
