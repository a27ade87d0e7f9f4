import type { Span } from '@groundwork/kernel';
import type { Passage } from '@groundwork/retrieval';
import type { AnswerSentence, RejectedSentence } from '../answer.ts';
import type { DraftSentence } from '../answerer.ts';
import { citationOf } from '../cite-passage.ts';
import { keysOf } from '../text/content-terms.ts';
import { fold } from '../text/fold-text.ts';
import { splitSentences } from '../text/split-sentences.ts';
import { checkConditions } from './check-conditions.ts';
import { checkContent } from './check-content.ts';
import { checkDates } from './check-dates.ts';
import { checkInstruction, checkMarkup, commandsModel } from './check-instruction.ts';
import { checkParties } from './check-parties.ts';
import { checkPolarity } from './check-polarity.ts';
import { checkQuantities } from './check-quantities.ts';
import type { Fault } from './fault.ts';
import { locateQuote } from './locate-quote.ts';
import { readStatement, spanBreak } from './read-statement.ts';

/** Changes whenever a draft may be judged differently; part of an Answer's settings. */
export const verifierVersion = '1';

export type Verdict =
  | { readonly ok: true; readonly sentence: AnswerSentence }
  | { readonly ok: false; readonly rejected: RejectedSentence };

/** A Passage with the whole sentences of it that a draft cites. */
interface Evidence {
  readonly passage: Passage;
  readonly spans: readonly Span[];
}

/**
 * Judge one drafted sentence: it passes only if every piece of its evidence is found in the Passage it names, and if what
 * it says follows from the sentences so quoted, by rules that can be checked: numbers, units, dates, names, parties,
 * negations, conditions and content. What cannot be proven is rejected. Pure; throws only where there is a bug.
 *
 * @returns the sentence with Citations whose quotes are byte-identical slices of their Passages, or why not.
 */
export function verifySentence(draft: DraftSentence, passages: readonly Passage[]): Verdict {
  const text = draft.text.trim();
  const reject = (fault: Fault): Verdict => ({ ok: false, rejected: { text, ...fault } });
  const located = locateEvidence(draft, text, passages);
  if ('reason' in located) return reject(located);

  const evidence = narrowEvidence(text, located);
  const sentences = evidence.flatMap(({ passage, spans }) =>
    spans.map((span) => passage.text.slice(span.start, span.end)),
  );
  const joined = sentences.join(spanBreak);
  const fault =
    checkMarkup(text, joined) ??
    checkOrders(text, evidence, sentences) ??
    checkMeaning(text, joined, sentences, evidence);
  if (fault) return reject(fault);
  const citations = evidence.flatMap(({ passage, spans }) =>
    mergeAdjacent(passage, spans).map((span) => citationOf(passage, span)),
  );
  return { ok: true, sentence: { text, citations } };
}

function locateEvidence(
  draft: DraftSentence,
  text: string,
  passages: readonly Passage[],
): Evidence[] | Fault {
  if (text === '' || draft.evidence.length === 0)
    return { reason: 'no-citation', detail: 'names no passage' };
  const spansOf = new Map<Passage, Span[]>();
  for (const { passage: rank, quote } of draft.evidence) {
    const passage = passages.find((candidate) => candidate.rank === rank);
    if (!passage) return { reason: 'unknown-passage', detail: `passage ${rank} was not given` };
    const spans = locateQuote(passage.text, quote, text);
    if (spans.length === 0)
      return { reason: 'quote-not-found', detail: `not in passage ${rank}: "${quote.slice(0, 120)}"` };
    const known = spansOf.get(passage) ?? [];
    spansOf.set(passage, [
      ...known,
      ...spans.filter((span) => !known.some((other) => other.start === span.start)),
    ]);
  }
  return [...spansOf].map(([passage, spans]) => ({
    passage,
    spans: spans.sort((a, b) => a.start - b.start),
  }));
}

/**
 * Of the sentences quoted, those on which the claim rests: taken one by one, each the one that holds most of what is not
 * yet found. A whole page quoted for one sentence becomes a citation of that sentence, and what else stands on the page
 * proves nothing.
 */
function narrowEvidence(text: string, evidence: readonly Evidence[]): Evidence[] {
  const pieces = evidence.flatMap(({ passage, spans }) =>
    spans.map((span) => ({ passage, span, keys: keysOf(fold(passage.text.slice(span.start, span.end))) })),
  );
  if (pieces.length === 1) return [...evidence];
  const missing = new Set(keysOf(fold(text)));
  const chosen = new Set<(typeof pieces)[number]>();
  for (;;) {
    const gain = (piece: (typeof pieces)[number]): number =>
      [...piece.keys].filter((key) => missing.has(key)).length;
    const rest = pieces.filter((piece) => !chosen.has(piece));
    const best = rest.reduce<(typeof pieces)[number] | undefined>(
      (a, b) => (a && gain(a) >= gain(b) ? a : b),
      undefined,
    );
    if (!best || (chosen.size > 0 && gain(best) === 0)) break;
    chosen.add(best);
    for (const key of best.keys) missing.delete(key);
  }
  return evidence.flatMap(({ passage }) => {
    const spans = pieces
      .filter((piece) => piece.passage === passage && chosen.has(piece))
      .map(({ span }) => span);
    return spans.length > 0 ? [{ passage, spans }] : [];
  });
}

function checkOrders(
  text: string,
  evidence: readonly Evidence[],
  sentences: readonly string[],
): Fault | undefined {
  const suspect = evidence.some(
    ({ passage }) =>
      passage.flags.some((flag) => /inject|hidden|suspect/.test(flag)) || commandsModel(passage.text),
  );
  if (!suspect && !commandsModel(text)) return undefined;
  const paragraphs = evidence.flatMap(({ passage, spans }) =>
    spans.map((span) => paragraphAround(passage.text, span)),
  );
  return checkInstruction(text, sentences, paragraphs, suspect);
}

function paragraphAround(text: string, span: Span): string {
  const before = text.lastIndexOf('\n\n', span.start);
  const after = text.indexOf('\n\n', span.end);
  return text.slice(before < 0 ? 0 : before, after < 0 ? text.length : after);
}

function checkMeaning(
  text: string,
  joined: string,
  sentences: readonly string[],
  evidence: readonly Evidence[],
): Fault | undefined {
  // What stands word for word in the source, as whole sentences, needs no further proof.
  if (sentences.some((sentence) => sentence === text)) return undefined;
  const claim = readStatement(text);
  const source = readStatement(joined);
  const context = readStatement(
    evidence.flatMap(({ passage }) => [passage.title, ...passage.headingPath]).join(spanBreak),
  );
  return (
    checkQuantities(claim, source) ??
    checkDates(claim, source) ??
    checkContent(claim, source, context) ??
    checkParties(claim, source) ??
    checkPolarity(claim, source) ??
    checkConditions(
      claim,
      sentences.map((sentence) => readStatement(sentence)),
    )
  );
}

/** Neighbouring sentences of a Passage are cited as one quote. */
function mergeAdjacent(passage: Passage, spans: readonly Span[]): Span[] {
  const merged: { start: number; end: number }[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last && splitSentences(passage.text.slice(last.end, span.start)).length === 0)
      last.end = Math.max(last.end, span.end);
    else merged.push({ start: span.start, end: span.end });
  }
  return merged;
}
