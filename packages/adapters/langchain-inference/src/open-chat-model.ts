import type { ChatModel } from '@groundwork/inference';
import { chatProviders } from './chat-providers.ts';
import { GgufChatModel } from './gguf-chat-model.ts';
import { LangchainChatModel } from './langchain-chat-model.ts';
import { readModelUrl, unknownScheme, type ModelSetting } from './model-setting.ts';

export interface ChatModelSetting extends ModelSetting {
  /** US dollars per million tokens; zero where absent. */
  readonly price?: { readonly input: number; readonly output: number } | undefined;
}

/**
 * The chat model a setting names: `openai:`, `anthropic:`, `ollama:` through LangChain, `llama-cpp:<file>` in this
 * process. Loads no provider's client and calls nobody; both happen with the first request.
 * Throws `UserError('config.invalid')`.
 */
export function openChatModel(setting: ChatModelSetting): ChatModel {
  const { scheme, model } = readModelUrl(setting.url);
  const { price, timeouts, retry } = setting;
  if (scheme === 'llama-cpp') return new GgufChatModel({ file: model, ...(timeouts && { timeouts }) });
  const provider = chatProviders[scheme];
  if (!provider) throw unknownScheme(setting, [...Object.keys(chatProviders), 'llama-cpp']);
  provider.check?.(setting);
  return new LangchainChatModel({
    provider: scheme,
    model,
    ...(price && { price }),
    ...(timeouts && { timeouts }),
    ...(retry && { retry }),
    forms: provider.forms,
    saysWhenFinished: provider.saysWhenFinished,
    open: (call) => provider.open(call, setting),
  });
}
