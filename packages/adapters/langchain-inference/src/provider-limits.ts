import type { ReplyForm } from './chat-call.ts';
import type { ModelFailure } from './model-failure.ts';

/** What a provider is asked for beside the text. */
export interface Asked {
  readonly form: ReplyForm;
  readonly temperature: boolean;
  readonly usage: boolean;
}

/**
 * What a provider turned out not to support. OpenAI-compatible servers differ; rather than a table of them that is
 * always out of date, each refusal takes one thing back, and the model remembers it.
 */
export class ProviderLimits {
  private current: Asked;

  constructor(private readonly forms: readonly ReplyForm[]) {
    this.current = { form: forms[0] ?? 'prompt', temperature: true, usage: true };
  }

  get asked(): Asked {
    return this.current;
  }

  /** True where something was taken back since `asked` was sent, so that another attempt makes sense. */
  concede(failure: ModelFailure, asked: Asked, withSchema: boolean): boolean {
    const status = failure.refusal?.status ?? 0;
    if (![400, 404, 415, 422, 500, 501].includes(status)) return false;
    const words = `${failure.refusal?.providerCode ?? ''} ${failure.refusal?.providerMessage ?? ''}`;
    const next = this.lessThan(asked, words, withSchema);
    if (!next) return false;
    // A call beside this one may have learned the same already; nothing is taken back twice.
    if (this.current === asked) this.current = next;
    return true;
  }

  private lessThan(asked: Asked, words: string, withSchema: boolean): Asked | undefined {
    if (asked.temperature && /temperature/i.test(words)) return { ...asked, temperature: false };
    if (asked.usage && /stream_options|include_usage/i.test(words)) return { ...asked, usage: false };
    const weaker = this.forms[this.forms.indexOf(asked.form) + 1];
    const aboutForm =
      /response_?format|json_?schema|json_?object|output_?(config|format)|\bformat\b|schema|grammar|structured/i;
    return withSchema && weaker && aboutForm.test(words) ? { ...asked, form: weaker } : undefined;
  }
}
