import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { cutConnection, sendError, sendJson } from './openai-reply.ts';
import type { ChatCompletionBody, OpenAiServerOptions, OpenAiStep } from './openai-step.ts';
import { smallestOfSchema } from './smallest-of-schema.ts';

type Reply = Extract<OpenAiStep, { kind: 'reply' }>;

/** Answers a chat completion, streamed or whole, as the step says. */
export async function sendChatCompletion(
  response: ServerResponse,
  request: ChatCompletionBody,
  step: OpenAiStep,
  options: OpenAiServerOptions,
): Promise<void> {
  const refused = refusedFeature(request, options);
  if (refused) {
    return sendError(response, { status: 400, message: `This ${refused} type is unavailable now.` });
  }
  const reply: Reply = step.kind === 'reply' ? step : { kind: 'reply' };
  if (reply.delayMs) await wait(reply.delayMs);
  if (response.destroyed) return;
  const scripted = 'text' in step ? step.text : undefined;
  if (step.kind === 'hang-up' && step.text === undefined) return cutConnection(response);
  const text = scripted ?? defaultText(request, options);
  if (!request.stream) return sendWhole(response, request, text, reply);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  sendDelta(response, request, { role: 'assistant', content: '' });
  if (reply.reasoning) sendDelta(response, request, { reasoning_content: reply.reasoning });
  const size = reply.chunkSize ?? 4;
  if (request.tools?.length) sendToolCall(response, request, text);
  else
    for (let at = 0; at < text.length; at += size) {
      sendDelta(response, request, { content: text.slice(at, at + size) });
    }
  if (step.kind === 'stall') return;
  // Let the text leave before the connection goes.
  if (step.kind === 'hang-up') return void setTimeout(() => cutConnection(response), 5);
  if (step.kind === 'garbage') {
    return void response.end('data: {"choices":[{"delta":{"conte\n\ndata: <<<>>>\n\n');
  }
  if (step.kind === 'error-event') {
    sendEvent(response, {
      error: { message: 'Scripted failure.', type: 'server_error', code: step.code ?? null },
    });
    return void response.end();
  }
  if (step.kind === 'end-early') return void response.end();
  sendDelta(response, request, {}, finishReason(request, reply));
  if (request.stream_options?.include_usage && reply.usage !== false) {
    sendEvent(response, { ...envelope(request), choices: [], usage: usageOf(request, text, reply) });
  }
  response.end('data: [DONE]\n\n');
}

function sendWhole(response: ServerResponse, request: ChatCompletionBody, text: string, reply: Reply): void {
  const message = request.tools?.length
    ? { role: 'assistant', content: null, tool_calls: [toolCall(request, text)] }
    : { role: 'assistant', content: text };
  sendJson(response, 200, {
    ...envelope(request),
    object: 'chat.completion',
    choices: [{ index: 0, message, finish_reason: finishReason(request, reply) }],
    ...(reply.usage !== false && { usage: usageOf(request, text, reply) }),
  });
}

function sendDelta(
  response: ServerResponse,
  request: ChatCompletionBody,
  delta: Record<string, unknown>,
  finish: string | null = null,
): void {
  sendEvent(response, { ...envelope(request), choices: [{ index: 0, delta, finish_reason: finish }] });
}

function sendToolCall(response: ServerResponse, request: ChatCompletionBody, text: string): void {
  sendDelta(response, request, { tool_calls: [{ index: 0, ...toolCall(request, text) }] });
}

function sendEvent(response: ServerResponse, event: unknown): void {
  response.write(`data: ${JSON.stringify(event)}\n\n`);
}

function envelope(request: ChatCompletionBody) {
  return { id: 'chatcmpl-test', object: 'chat.completion.chunk', created: 0, model: request.model };
}

function finishReason(request: ChatCompletionBody, reply: Reply): string {
  return reply.finishReason ?? (request.tools?.length ? 'tool_calls' : 'stop');
}

function toolCall(request: ChatCompletionBody, text: string) {
  return {
    id: 'call_1',
    type: 'function',
    function: { name: request.tools?.[0]?.function.name, arguments: text },
  };
}

function defaultText(request: ChatCompletionBody, options: OpenAiServerOptions): string {
  if (options.answer) return options.answer(request);
  const schema = request.response_format?.json_schema?.schema ?? request.tools?.[0]?.function.parameters;
  if (schema) return JSON.stringify(smallestOfSchema(schema));
  if (request.response_format?.type === 'json_object') return '{}';
  return `You said: ${String(request.messages.at(-1)?.content ?? '')}`;
}

/** Counted as a quarter of the UTF-16 units: any fixed rule serves a test. */
function usageOf(request: ChatCompletionBody, text: string, reply: Reply) {
  const asked = JSON.stringify(request.messages).length;
  const counted = { prompt_tokens: Math.ceil(asked / 4), completion_tokens: Math.ceil(text.length / 4) };
  const usage = reply.usage || counted;
  return { ...usage, total_tokens: usage.prompt_tokens + usage.completion_tokens };
}

function refusedFeature(request: ChatCompletionBody, options: OpenAiServerOptions): string | undefined {
  const rejects = options.rejects ?? [];
  const format = request.response_format?.type;
  if (rejects.some((feature) => feature === format)) return `response_format ${format}`;
  if (request.stream_options && rejects.includes('stream_options')) return 'stream_options';
  if (request.temperature !== undefined && rejects.includes('temperature')) return 'temperature';
  return undefined;
}
