import type { ServerResponse } from 'node:http';
import { cutConnection, sendError, sendJson } from './openai-reply.ts';
import type { EmbeddingBody, OpenAiServerOptions, OpenAiStep } from './openai-step.ts';

/** Answers an embeddings request: deterministic vectors of hashed character trigrams, so like texts are alike. */
export function sendEmbeddings(
  response: ServerResponse,
  request: EmbeddingBody,
  step: OpenAiStep,
  options: OpenAiServerOptions,
): void {
  if (step.kind === 'hang-up') return cutConnection(response);
  if (step.kind === 'garbage')
    return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"da');
  const inputs = typeof request.input === 'string' ? [request.input] : request.input;
  const limit = options.maxEmbeddingInput ?? Infinity;
  const tooLong = inputs.find((input) => input.length > limit);
  if (tooLong !== undefined) {
    const message = `This model's maximum context length is ${limit} tokens, you requested ${tooLong.length}.`;
    return sendError(response, { status: 400, message, code: 'context_length_exceeded' });
  }
  if (inputs.some((input) => input === '')) {
    return sendError(response, { status: 400, message: "'input' cannot be an empty string." });
  }
  const dimensions = step.kind === 'vectors' ? step.dimensions : (options.dimensions ?? 64);
  const answered = step.kind === 'vectors' ? inputs.slice(0, inputs.length - (step.drop ?? 0)) : inputs;
  const tokens = Math.ceil(inputs.join('').length / 4);
  sendJson(response, 200, {
    object: 'list',
    model: request.model,
    data: answered.map((input, index) => ({
      object: 'embedding',
      index,
      embedding: encode(trigramVector(input, dimensions), request.encoding_format),
    })),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  });
}

function encode(vector: Float32Array, format: EmbeddingBody['encoding_format']): string | number[] {
  return format === 'base64' ? Buffer.from(vector.buffer).toString('base64') : [...vector];
}

/** Not of unit length, as some servers send them. */
function trigramVector(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  const padded = ` ${text.toLowerCase()} `;
  for (let at = 0; at + 3 <= padded.length; at += 1) {
    let hash = 2166136261;
    for (let k = at; k < at + 3; k += 1) hash = Math.imul(hash ^ padded.charCodeAt(k), 16777619);
    const slot = (hash >>> 1) % dimensions;
    vector[slot] = (vector[slot] ?? 0) + (hash & 1 ? 1 : -1);
  }
  return vector;
}
