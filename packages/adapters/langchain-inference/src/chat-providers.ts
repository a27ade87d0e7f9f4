import { UserError } from '@groundwork/kernel';
import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { ChatCall, ReplyForm } from './chat-call.ts';
import { requireKey, type ModelSetting } from './model-setting.ts';

/** How one provider's models are made. Its client is loaded by the first call, never by reading this file. */
export interface ChatProvider {
  readonly forms: readonly ReplyForm[];
  readonly saysWhenFinished: boolean;
  open(call: ChatCall, setting: ModelSetting): Promise<BaseChatModel>;
  /** Throws `UserError` where the setting cannot work. */
  check?(setting: ModelSetting): void;
}

/** OpenAI and every server that speaks its protocol: Azure, vLLM, Qwen, DeepSeek, LM Studio, llama.cpp's server. */
const openai: ChatProvider = {
  forms: ['schema', 'json', 'prompt'],
  saysWhenFinished: true,
  check: requireKey,
  async open(call, setting) {
    const { ChatOpenAI } = await import('@langchain/openai');
    return new ChatOpenAI({
      model: call.model,
      apiKey: requireKey(setting),
      ...(call.temperature !== undefined && { temperature: call.temperature }),
      maxTokens: call.maxOutputTokens,
      maxRetries: 0,
      streamUsage: call.reportUsage,
      configuration: {
        baseURL: setting.baseUrl ?? 'https://api.openai.com/v1',
        fetch: call.fetch,
        logLevel: 'off',
      },
      modelKwargs: openaiForm(call),
    });
  },
};

function openaiForm({ form }: ChatCall): Record<string, unknown> {
  switch (form?.kind) {
    case undefined:
      return {};
    case 'json':
      return { response_format: { type: 'json_object' } };
    case 'schema': {
      const { name, schema } = form;
      return {
        response_format: { type: 'json_schema', json_schema: { name, schema, strict: isStrict(schema) } },
      };
    }
  }
}

/** OpenAI's strict mode wants every object closed and all its properties required. */
function isStrict(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.every(isStrict);
  if (typeof schema !== 'object' || schema === null) return true;
  const node = schema as Readonly<Record<string, unknown>>;
  if (node['type'] === 'object') {
    const required: readonly unknown[] = Array.isArray(node['required']) ? node['required'] : [];
    if (node['additionalProperties'] !== false) return false;
    if (!Object.keys(node['properties'] ?? {}).every((name) => required.includes(name))) return false;
  }
  return Object.values(node).every(isStrict);
}

const anthropic: ChatProvider = {
  forms: ['schema', 'prompt'],
  saysWhenFinished: true,
  check: requireKey,
  async open(call, setting) {
    const { ChatAnthropic } = await import('@langchain/anthropic');
    return new ChatAnthropic({
      model: call.model,
      apiKey: requireKey(setting),
      anthropicApiUrl: setting.baseUrl ?? 'https://api.anthropic.com',
      ...(call.temperature !== undefined && { temperature: call.temperature }),
      maxTokens: call.maxOutputTokens,
      maxRetries: 0,
      clientOptions: { fetch: call.fetch, logLevel: 'off' },
      ...(call.form?.kind === 'schema' && {
        outputConfig: { format: { type: 'json_schema', schema: call.form.schema } },
      }),
    });
  },
};

const ollama: ChatProvider = {
  forms: ['schema', 'json', 'prompt'],
  saysWhenFinished: true,
  async open(call, setting) {
    const { ChatOllama } = await import('@langchain/ollama');
    return new ChatOllama({
      model: call.model,
      baseUrl: setting.baseUrl ?? 'http://127.0.0.1:11434',
      ...(setting.apiKey && { headers: { authorization: `Bearer ${setting.apiKey}` } }),
      ...(call.temperature !== undefined && { temperature: call.temperature }),
      numPredict: call.maxOutputTokens,
      // Ollama drops the beginning of a prompt that outgrows its window, without a word. Powers of two, because
      // each other size makes it load the model again.
      numCtx: windowFor(call.promptTokens * 1.3 + call.maxOutputTokens),
      maxRetries: 0,
      fetch: call.fetch,
      ...(call.form?.kind === 'schema' && { format: call.form.schema }),
      ...(call.form?.kind === 'json' && { format: 'json' }),
    });
  },
};

function windowFor(tokens: number): number {
  return Math.max(4096, 2 ** Math.ceil(Math.log2(tokens)));
}

/**
 * Every provider LangChain has a package for, as `langchain:<provider>:<model>`, e.g. `langchain:mistralai:…`. The
 * package is the user's to install. How far a cancelled call reaches is that package's affair.
 */
const langchain: ChatProvider = {
  forms: ['prompt'],
  saysWhenFinished: false,
  async open(call, setting) {
    const { initChatModel } = await import('langchain/chat_models/universal');
    const fields = {
      ...(setting.apiKey && { apiKey: setting.apiKey }),
      ...(setting.baseUrl && { baseUrl: setting.baseUrl }),
      ...(call.temperature !== undefined && { temperature: call.temperature }),
      maxTokens: call.maxOutputTokens,
      maxRetries: 0,
    };
    return initChatModel(call.model, fields).catch((cause: Error) => {
      const missing = /(?:import|find \w+) '?(@[\w-]+\/[\w-]+)/.exec(cause.message)?.[1];
      if (!missing) throw cause;
      const message = `${setting.url} needs the package ${missing}: run "npm install ${missing}".`;
      throw new UserError('model.missing', message, { cause, details: { package: missing } });
    });
  },
};

export const chatProviders: Readonly<Record<string, ChatProvider>> = { openai, anthropic, ollama, langchain };
