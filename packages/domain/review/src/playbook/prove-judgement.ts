import { fold, foldText, originalSpan, verifySentence } from '@groundwork/answering';
import { ChunkId, CollectionId, DocumentId, DocumentVersionId, newId, type Span } from '@groundwork/kernel';
import type { Passage } from '@groundwork/retrieval';
import { type Evidence, evidenceAt } from '../contract/evidence.ts';
import type { ContractText } from '../contract/contract-text.ts';
import { type ContractSentence, distinctSpans } from './contract-sentences.ts';
import type { PolicyJudgement } from './policy-judge.ts';
import type { PolicyScope } from './policy-scope.ts';

/** What of a judgement is proven. */
export interface ProvenJudgement {
  readonly verdict: PolicyJudgement['verdict'];
  /** Whole sentences that hold the quotes. */
  readonly evidence: readonly Evidence[];
  /** Sentences of the rationale that follow from the Clauses. */
  readonly rationale: readonly string[];
}

/**
 * Looks for every quote in the Clauses that were judged, as it is or with width, case, script and white space folded. One
 * that is not there, or none at all, and nothing is proven: undefined. Sentences of the rationale pass the verifier of
 * answers, or are dropped.
 */
export function proveJudgement(
  judgement: PolicyJudgement,
  contract: ContractText,
  scope: PolicyScope,
): ProvenJudgement | undefined {
  const found = judgement.quotes.map((quote) => findQuote(quote, contract, scope.spans));
  const spans = found.filter((span) => span !== undefined);
  if (spans.length === 0 || spans.length < found.length) return undefined;
  const evidence = distinctSpans(spans.flatMap((span) => wholeSentences(span, scope.sentences))).map((span) =>
    evidenceAt(contract, span),
  );
  return { verdict: judgement.verdict, evidence, rationale: provenSentences(judgement, evidence) };
}

function findQuote(quote: string, contract: ContractText, spans: readonly Span[]): Span | undefined {
  const wanted = quote.trim();
  if (fold(wanted).length < 2) return undefined;
  for (const { start, end } of spans) {
    const text = contract.text.slice(start, end);
    const exact = text.indexOf(wanted);
    if (exact >= 0) return { start: start + exact, end: start + exact + wanted.length };
    const folded = foldText(text);
    const at = folded.text.indexOf(fold(wanted));
    if (at < 0) continue;
    const inside = originalSpan(folded, at, at + fold(wanted).length);
    return { start: start + inside.start, end: start + inside.end };
  }
  return undefined;
}

/** Half a sentence can leave out the "not" before it. */
function wholeSentences(span: Span, sentences: readonly ContractSentence[]): Span[] {
  const around = sentences.filter(
    (sentence) => sentence.span.start < span.end && sentence.span.end > span.start,
  );
  return around.length > 0 ? around.map((sentence) => sentence.span) : [span];
}

function provenSentences(judgement: PolicyJudgement, evidence: readonly Evidence[]): string[] {
  const passages = evidence.map(({ quote }, index) => passageOf(quote, index + 1));
  const cited = evidence.map(({ quote }, index) => ({ passage: index + 1, quote }));
  return judgement.rationale.flatMap((text) => {
    const verdict = verifySentence({ text, evidence: cited }, passages);
    return verdict.ok ? [verdict.sentence.text] : [];
  });
}

/** A piece of the contract in the form that the verifier reads; only its text and rank count. */
function passageOf(text: string, rank: number): Passage {
  return {
    chunkId: ChunkId.parse(String(rank)),
    documentId: newId(DocumentId),
    versionId: newId(DocumentVersionId),
    collectionId: newId(CollectionId),
    externalId: 'contract',
    title: '',
    text,
    span: { start: 0, end: text.length },
    headingPath: [],
    language: 'und',
    flags: [],
    scores: { fused: 1 },
    rank,
  };
}
