import type { Passage } from '@groundwork/retrieval';
import type { AnswerSentence } from './answer.ts';
import type { AnswerEvent } from './answer-event.ts';
import type { AnswererPart, DraftSentence } from './answerer.ts';
import type { AnswerDraft } from './answer-draft.ts';
import { fold } from './text/fold-text.ts';
import { verifySentence, type Verdict } from './verification/verify-sentence.ts';

interface ReleaseOptions {
  readonly draft: AnswerDraft;
  readonly passages: readonly Passage[];
  readonly mostSentences: number;
  readonly signal: AbortSignal;
  readonly isVisible: (sentence: AnswerSentence) => Promise<boolean>;
}

/**
 * The only way from a draft to a reader: verify, look again whether its sources are visible, release. What fails either is
 * recorded as rejected; where the verifier itself fails the sentence is dropped. Throws what the answerer throws.
 */
export async function* releaseSentences(
  parts: AsyncIterable<AnswererPart>,
  options: ReleaseOptions,
): AsyncGenerator<AnswerEvent> {
  const { draft } = options;
  for await (const part of stopWith(options.signal, parts)) {
    if (part.type !== 'draft') {
      if (part.type === 'cost') draft.costs.push(part.cost);
      draft.spending = part.type === 'spending' ? part.cost : undefined;
      continue;
    }
    if (draft.sentences.length >= options.mostSentences) {
      draft.settings['cut'] = true;
      break;
    }
    const verdict = judge(part.sentence, options.passages);
    if (!verdict.ok) {
      draft.rejected.push(verdict.rejected);
      continue;
    }
    const { sentence } = verdict;
    if (draft.sentences.some((released) => fold(released.text) === fold(sentence.text))) continue;
    if (!(await options.isVisible(sentence))) {
      draft.rejected.push({ text: sentence.text, reason: 'not-visible', detail: 'a source was withdrawn' });
      continue;
    }
    options.signal.throwIfAborted();
    draft.release(sentence);
    yield { type: 'answer-delta', sentence };
  }
}

function judge(sentence: DraftSentence, passages: readonly Passage[]): Verdict {
  try {
    return verifySentence(sentence, passages);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { ok: false, rejected: { text: String(sentence.text), reason: 'verifier-failed', detail } };
  }
}

/** Ends with the signal's reason as soon as it aborts, even where the answerer does not listen to it. */
async function* stopWith<Part>(signal: AbortSignal, parts: AsyncIterable<Part>): AsyncGenerator<Part> {
  const iterator = parts[Symbol.asyncIterator]();
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  aborted.catch(() => undefined);
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), aborted]);
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    if (stop) signal.removeEventListener('abort', stop);
    // Not awaited: an answerer that hangs would hang its reader as well.
    void Promise.resolve(iterator.return?.()).catch(() => undefined);
  }
}
