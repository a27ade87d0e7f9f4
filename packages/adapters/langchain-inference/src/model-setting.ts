import { UserError } from '@groundwork/kernel';
import type { ModelTimeouts } from './call-watch.ts';
import type { RetryPolicy } from './retry-attempts.ts';

/** A model by name, and how to reach it. */
export interface ModelSetting {
  /** `<scheme>:<model>`, e.g. `openai:gpt-4o-mini`, `ollama:qwen3:8b`, `llama-cpp:/models/small.gguf`. */
  readonly url: string;
  /** Of the provider's API, where it is not the provider's own. */
  readonly baseUrl?: string | undefined;
  readonly apiKey?: string | undefined;
  readonly timeouts?: Partial<ModelTimeouts> | undefined;
  readonly retry?: Partial<RetryPolicy> | undefined;
}

/** The two parts of a model's URL. Throws `UserError('config.invalid')`. */
export function readModelUrl(url: string): { scheme: string; model: string } {
  const colon = url.indexOf(':');
  const scheme = url.slice(0, Math.max(colon, 0));
  const model = url.slice(colon + 1);
  if (!scheme || !model) {
    throw new UserError('config.invalid', `A model is named as <scheme>:<model>; "${url}" is not.`);
  }
  return { scheme, model };
}

/** The key, where the provider must have one. A server of one's own, named by its address, may do without. */
export function requireKey(setting: ModelSetting): string {
  if (setting.apiKey) return setting.apiKey;
  if (setting.baseUrl) return 'none';
  throw new UserError(
    'config.invalid',
    `The model ${setting.url} needs an API key, or the address of your own server.`,
  );
}

/** `UserError` for a scheme nobody serves. */
export function unknownScheme(setting: ModelSetting, known: readonly string[]): UserError {
  const schemes = known.map((scheme) => `${scheme}:`).join(', ');
  return new UserError(
    'config.invalid',
    `No adapter serves the model "${setting.url}"; known are ${schemes}.`,
  );
}
