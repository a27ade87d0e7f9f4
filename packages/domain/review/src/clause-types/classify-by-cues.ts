import { splitSentences } from '@groundwork/answering';
import { isChinese, type Span } from '@groundwork/kernel';
import type { ContractText } from '../contract/contract-text.ts';
import type { Clause, ContractStructure } from '../structure/contract-structure.ts';
import { foldCharacters } from '../structure/fold-characters.ts';
import type { ClauseLabel, ClauseLabels } from './clause-classifier.ts';
import type { ClauseTypeId } from './clause-types.ts';
import { chineseCueRules, type CueRule, englishCueRules } from './cue-rules.ts';

/**
 * What a cue is worth. Not fitted: there is no annotated set of Chinese contracts. A heading names its Clause and is
 * seldom wrong; words in a sentence may only mention the matter.
 */
const worth = { heading: 0.9, sentence: 0.6, absent: 0.05 };

/** Parts whose words are no Clauses: headings repeated in a table of contents. */
const skipped: readonly Clause['kind'][] = ['contents'];

/**
 * Labels by headings and cue words: of Chinese contracts every ClauseType, of others those that CUAD, and so the
 * trained classifier, does not know. A heading labels its whole Clause; a sentence is labelled where no heading did.
 * Traditional and Simplified Chinese are read alike. Never throws.
 */
export function classifyByCues(contract: ContractText, structure: ContractStructure): ClauseLabels {
  const chinese = isChinese(contract.language);
  const folded = foldCharacters(contract.text);
  const rules = chinese ? chineseCueRules : englishCueRules;
  const parts = partsOf(structure, folded);
  const labels = rules.flatMap((rule) => labelsOf(rule, folded, parts));
  if (chinese) labels.push(...titleOf(structure));
  const presence = new Map<ClauseTypeId, number>(rules.map(({ type }) => [type, worth.absent]));
  for (const { type, confidence } of labels) {
    presence.set(type, Math.max(confidence, presence.get(type) ?? 0));
  }
  return { labels, presence };
}

interface Parts {
  readonly headed: readonly { readonly clause: Clause; readonly heading: string }[];
  readonly sentences: readonly Span[];
}

function partsOf({ clauses }: ContractStructure, folded: string): Parts {
  const contents = clauses.filter(({ kind }) => skipped.includes(kind));
  const headed = clauses.flatMap((clause) =>
    clause.heading && !skipped.includes(clause.kind) && clause.kind !== 'title'
      ? [{ clause, heading: folded.slice(clause.heading.start, clause.heading.end) }]
      : [],
  );
  const sentences = splitSentences(folded).filter(
    (sentence) => !contents.some(({ span }) => holds(span, sentence)),
  );
  return { headed, sentences };
}

function labelsOf({ type, heading, sentence }: CueRule, folded: string, parts: Parts): ClauseLabel[] {
  const named = heading ? parts.headed.filter((part) => heading.test(part.heading)) : [];
  const clauses = outermost(named.map(({ clause }) => clause.span));
  const labels = clauses.map((span): ClauseLabel => ({ type, span, confidence: worth.heading }));
  if (sentence) {
    for (const span of parts.sentences) {
      if (clauses.some((clause) => holds(clause, span))) continue;
      if (sentence.test(folded.slice(span.start, span.end)))
        labels.push({ type, span, confidence: worth.sentence });
    }
  }
  return labels.sort((a, b) => b.confidence - a.confidence || a.span.start - b.span.start);
}

function titleOf({ clauses }: ContractStructure): ClauseLabel[] {
  const title = clauses.find(({ kind }) => kind === 'title');
  return title
    ? [{ type: 'document-name', span: title.heading ?? title.span, confidence: worth.heading }]
    : [];
}

/** Spans that lie in none of the others. */
function outermost(spans: readonly Span[]): Span[] {
  return spans.filter(
    (span, at) =>
      !spans.some(
        (other, index) =>
          index !== at &&
          holds(other, span) &&
          (other.end - other.start > span.end - span.start || index < at),
      ),
  );
}

const holds = (outer: Span, inner: Span) => outer.start <= inner.start && inner.end <= outer.end;
