import { fold } from '@groundwork/answering';
import { isChinese, type Span } from '@groundwork/kernel';
import type { ClauseLabels } from '../clause-types/clause-classifier.ts';
import { type ClauseTypeId, findClauseType } from '../clause-types/clause-types.ts';
import { usualPresence } from '../clause-types/usual-presence.ts';
import type { ContractText } from '../contract/contract-text.ts';
import type { Clause, ContractStructure } from '../structure/contract-structure.ts';
import { compilePhrase, type RoleNames } from './compile-phrase.ts';
import { type ContractSentence, distinctSpans, sentencesIn } from './contract-sentences.ts';
import type { Policy } from './playbook.ts';

/** A label, or a presence, from here on counts as there. */
export const presenceThreshold = 0.5;
/** Labels of rules that read single sentences stay below it: where headings name the Clauses, they are mentions. */
const certainThreshold = 0.65;
/** Headed Clauses from which on a contract counts as one that names its Clauses. */
const manyHeadings = 5;
/** A Clause longer than this (characters) is not judged whole: the part that holds the label is. */
const longestClause = 6_000;

/** Where in a contract a Policy is judged. */
export interface PolicyScope {
  /**
   * `doubtful`: only single sentences speak of it in a contract whose Clauses have headings of their own, or a classifier
   * gives a required one less than it gives to what is there.
   */
  readonly found: 'yes' | 'doubtful' | 'no';
  /** The Clauses judged, in order. */
  readonly spans: readonly Span[];
  /** Of all Clauses judged. */
  readonly sentences: readonly ContractSentence[];
  /** Sentences that are about the matter: evidence of what is there where nothing more exact is. */
  readonly topical: readonly Span[];
  readonly confidence: number;
  /** What was looked for and where. */
  readonly searched: string;
}

export interface ScopeInput {
  readonly contract: ContractText;
  readonly structure: ContractStructure;
  readonly labels: ClauseLabels;
  readonly sentences: readonly ContractSentence[];
  readonly roles: RoleNames;
}

/** The Clauses that a Policy judges: those that mention what it is about, else those of its ClauseType. */
export function policyScope(policy: Policy, input: ScopeInput): PolicyScope {
  return policy.about ? scopeOfPhrases(policy.about, input) : scopeOfType(policy, input);
}

function scopeOfPhrases(about: readonly string[], input: ScopeInput): PolicyScope {
  const expressions = about.map((phrase) => compilePhrase(phrase, input.roles));
  const mentions = ({ folded }: ContractSentence): boolean =>
    expressions.some((expression) => {
      expression.lastIndex = 0;
      return expression.test(folded);
    });
  const hits = input.sentences.filter(
    (sentence) => mentions(sentence) && !isApart(sentence.span, input.structure),
  );
  const spans = hits.map(({ span }) => leafAt(input.structure, span.start)?.span ?? span);
  const headed = input.structure.clauses.filter(
    (clause) =>
      clause.heading &&
      clause.kind === 'clause' &&
      hits.some(({ span }) => span.start <= clause.heading!.start && span.end >= clause.heading!.end),
  );
  const judged = distinctSpans([...spans, ...headed.map((clause) => bounded(input.structure, clause))]);
  const body = hits.filter(({ isHeading }) => !isHeading);
  return {
    found: hits.length > 0 ? 'yes' : 'no',
    spans: judged,
    sentences: gather(judged, input.sentences),
    topical: (body.length > 0 ? body : hits).map(({ span }) => span),
    confidence: 0.9,
    searched: searchedText(input, undefined, about),
  };
}

function scopeOfType(policy: Policy, input: ScopeInput): PolicyScope {
  const { structure, labels } = input;
  const type = policy.clause;
  const presence = labels.presence.get(type);
  const ofType = labels.labels.filter((label) => label.type === type);
  const certain = ofType.filter(({ confidence }) => confidence >= presenceThreshold);
  const usual = policy.presence === 'required' ? usualPresenceIn(input, type) : undefined;
  const least = Math.min(presenceThreshold, usual ?? presenceThreshold);
  const chosen = certain.length > 0 ? certain : (presence ?? 0) >= least ? ofType.slice(0, 1) : [];
  const headed = structure.clauses.filter((clause) => isHeadedBy(type, clause, input));
  const byCue =
    presence === undefined && ofType.length === 0 && headed.length === 0 ? sentencesByCue(type, input) : [];
  const spans = distinctSpans([
    ...chosen.map(({ span, confidence }) => clauseAround(structure, span, confidence) ?? span),
    ...headed.map((clause) => bounded(structure, clause)),
    ...byCue.map((span) => leafAt(structure, span.start)?.span ?? span),
  ]);
  const sentences = gather(spans, input.sentences);
  const strength = Math.max(presence ?? 0, ...chosen.map(({ confidence }) => confidence));
  const isMention = headed.length === 0 && strength < certainThreshold && hasHeadings(input);
  // Whatever its headings say: a heading outlives what stood below it.
  const isUnusual = usual !== undefined && presence !== undefined && presence < usual;
  const labelled = chosen.flatMap(({ span }) =>
    input.sentences.filter((sentence) => sentence.span.start < span.end && sentence.span.end > span.start),
  );
  const first = headed[0] ? firstSentence(headed[0], input.sentences) : undefined;
  const topical = [
    ...labelled.map(({ span }) => span),
    ...byCue,
    ...(first && labelled.length === 0 ? [first] : []),
  ];
  return {
    found: spans.length === 0 && strength < least ? 'no' : isMention || isUnusual ? 'doubtful' : 'yes',
    spans,
    sentences,
    topical: distinctSpans(topical),
    confidence: Math.max(
      headed.length > 0 ? 0.9 : 0,
      byCue.length > 0 ? 0.6 : 0,
      presence ?? chosen[0]?.confidence ?? 0,
    ),
    searched: searchedText(input, type, undefined, isUnusual ? usual : undefined),
  };
}

function usualPresenceIn({ contract }: ScopeInput, type: ClauseTypeId): number | undefined {
  return isChinese(contract.language) ? undefined : usualPresence[type];
}

function hasHeadings({ contract, structure }: ScopeInput): boolean {
  return (
    isChinese(contract.language) &&
    structure.clauses.filter(({ heading, kind }) => heading && kind === 'clause').length >= manyHeadings
  );
}

/** A Clause whose heading holds a cue of the type. */
function isHeadedBy(type: ClauseTypeId, clause: Clause, input: ScopeInput): boolean {
  if (!clause.heading || clause.kind === 'title' || clause.kind === 'signature') return false;
  const heading = fold(input.contract.text.slice(clause.heading.start, clause.heading.end));
  return heading.length <= 60 && cueExpressions(type, input).some((expression) => expression.test(heading));
}

function sentencesByCue(type: ClauseTypeId, input: ScopeInput): Span[] {
  const expressions = cueExpressions(type, input);
  return input.sentences
    .filter(
      ({ folded, span }) => expressions.some((cue) => cue.test(folded)) && !isApart(span, input.structure),
    )
    .map(({ span }) => span);
}

function cueExpressions(type: ClauseTypeId, input: ScopeInput): RegExp[] {
  const clauseType = findClauseType(type);
  const cues = clauseType
    ? isChinese(input.contract.language)
      ? clauseType.cues.zh
      : clauseType.cues.en
    : [];
  return cues.map((cue) => new RegExp(compilePhrase(cue, {}).source, 'u'));
}

/** Title and signatures are no Clauses to judge. */
function isApart(span: Span, structure: ContractStructure): boolean {
  const clause = leafAt(structure, span.start);
  return clause?.kind === 'title' || clause?.kind === 'signature';
}

/** The innermost Clause at an offset. */
export function leafAt(structure: ContractStructure, offset: number): Clause | undefined {
  return structure.clauses
    .filter(({ span }) => span.start <= offset && span.end > offset)
    .reduce<Clause | undefined>(
      (best, clause) =>
        best && best.span.end - best.span.start <= clause.span.end - clause.span.start ? best : clause,
      undefined,
    );
}

/** The outermost Clause around a label that is short enough to be judged whole; around a mere mention the innermost. */
function clauseAround(structure: ContractStructure, span: Span, confidence: number): Span | undefined {
  if (confidence < certainThreshold) return leafAt(structure, span.start)?.span;
  const around = structure.clauses
    .filter((clause) => clause.span.start <= span.start && clause.span.end > span.start)
    .filter((clause) => clause.span.end - clause.span.start <= longestClause)
    .sort((a, b) => b.span.end - b.span.start - (a.span.end - a.span.start));
  return around[0]?.span;
}

function bounded(structure: ContractStructure, clause: Clause): Span {
  return clause.span.end - clause.span.start <= longestClause
    ? clause.span
    : (structure.clauses.find(({ parent }) => parent === clause.ordinal)?.span ?? clause.span);
}

function gather(spans: readonly Span[], sentences: readonly ContractSentence[]): ContractSentence[] {
  return spans.flatMap((span) => sentencesIn(sentences, span));
}

function firstSentence(clause: Clause, sentences: readonly ContractSentence[]): Span | undefined {
  const inside = sentencesIn(sentences, clause.span);
  return (
    inside.find(({ isHeading, span }) => !isHeading && span.start >= (clause.heading?.end ?? 0)) ?? inside[0]
  )?.span;
}

function searchedText(
  input: ScopeInput,
  type?: ClauseTypeId,
  about?: readonly string[],
  usual?: number,
): string {
  const { contract, structure, labels } = input;
  const chinese = isChinese(contract.language);
  const clauseType = type && findClauseType(type);
  const words = about ?? (clauseType ? (chinese ? clauseType.cues.zh : clauseType.cues.en) : []);
  const count = structure.clauses.length;
  const presence = type && labels.presence.get(type);
  const probability = presence === undefined ? '' : presence.toFixed(2);
  return chinese
    ? `在全部 ${count} 个条款中查找${clauseType ? `“${clauseType.zh}”条款` : ''}：${words.join('、')}${probability && `；存在概率 ${probability}`}`
    : `${clauseType ? `"${clauseType.en}" clause` : 'Clauses'} in all ${count} clauses: ${words.join(', ')}${probability && `; probability that it is there ${probability}`}${usual === undefined ? '' : `, where ${usual.toFixed(2)} is usual`}`;
}
