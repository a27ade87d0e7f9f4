import { fold, splitSentences } from '@groundwork/answering';
import type { Span } from '@groundwork/kernel';
import type { ContractText } from '../contract/contract-text.ts';

/** A sentence of a contract and the folded form in which phrases are looked for. */
export interface ContractSentence {
  readonly span: Span;
  readonly folded: string;
  readonly isHeading: boolean;
}

/** All sentences of a contract, in order. */
export function contractSentences(contract: Pick<ContractText, 'text'>): ContractSentence[] {
  return splitSentences(contract.text).map(({ start, end, kind }) => ({
    span: { start, end },
    folded: fold(contract.text.slice(start, end)),
    isHeading: kind === 'heading',
  }));
}

/** Those that begin within a span. */
export function sentencesIn(sentences: readonly ContractSentence[], span: Span): ContractSentence[] {
  return sentences.filter((sentence) => sentence.span.start >= span.start && sentence.span.start < span.end);
}

/** Spans in order, each once, and none within another. */
export function distinctSpans(spans: readonly Span[]): Span[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
  return sorted.filter(
    (span, index) =>
      !sorted.slice(0, index).some((other) => other.start <= span.start && other.end >= span.end),
  );
}
