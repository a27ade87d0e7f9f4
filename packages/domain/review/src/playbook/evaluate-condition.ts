import type { Span } from '@groundwork/kernel';
import type { Field } from '../fields/field.ts';
import type { Finding } from '../findings/finding.ts';
import type { HypothesisJudgement } from '../hypotheses/hypothesis-judge.ts';
import { compareField } from './compare-field.ts';
import { compilePhrase, type RoleNames } from './compile-phrase.ts';
import type { Condition } from './condition.ts';
import { distinctSpans, type ContractSentence } from './contract-sentences.ts';
import { isNegated } from './is-negated.ts';

/** What a condition is evaluated over. */
export interface ConditionScope {
  /** Of the Clauses judged. */
  readonly sentences: readonly ContractSentence[];
  readonly fields: readonly Field[];
  readonly checks: readonly Finding[];
  /** What a HypothesisJudge said; empty where none was asked. */
  readonly hypotheses: readonly HypothesisJudgement[];
  readonly roles: RoleNames;
  /** Whether every value of a field must meet a comparison (a position), or one suffices (a red line). */
  readonly quantifier: 'every' | 'some';
}

/** Whether a condition holds; undefined where the contract says too little to tell. */
export interface Outcome {
  readonly holds: boolean | undefined;
  /** What made it hold, or kept it from holding: whole sentences. Empty where that is an absence. */
  readonly spans: readonly Span[];
  /** Values compared, for people: "payment-term: 90 days, wanted at most 30 days". */
  readonly values: readonly string[];
  readonly confidence: number;
}

/** Evaluates one condition; several keys of it are joined by "and". Three-valued. Pure. */
export function evaluateCondition(condition: Condition, scope: ConditionScope): Outcome {
  const parts: Outcome[] = [];
  const excused = expressions(condition.unless ?? [], scope);
  const sentences = scope.sentences.filter(
    ({ folded }) => !excused.some((expression) => found(expression, folded)),
  );
  const said = (phrase: string): Span[] => sayingIt(compilePhrase(phrase, scope.roles), sentences);
  if (condition.says) {
    const each = condition.says.map(said);
    parts.push(
      settled(
        each.every((spans) => spans.length > 0),
        each.flat(),
      ),
    );
  }
  if (condition['says-any']) {
    const spans = condition['says-any'].flatMap(said);
    parts.push(settled(spans.length > 0, spans));
  }
  if (condition.lacks) {
    const spans = condition.lacks.flatMap(said);
    parts.push(settled(spans.length === 0, spans));
  }
  if (condition.mentions) {
    const wanted = expressions(condition.mentions, scope);
    const spans = scope.sentences
      .filter(({ folded }) => wanted.some((expression) => found(expression, folded)))
      .map(({ span }) => span);
    parts.push(settled(spans.length > 0, spans));
  }
  if (condition.field) parts.push(compareField(condition, scope));
  if (condition.check) {
    const findings = scope.checks.filter(({ rule }) => rule === condition.check);
    parts.push(
      settled(
        findings.length > 0,
        findings.flatMap(({ evidence }) => evidence.map(({ span }) => span)),
      ),
    );
  }
  if (condition.hypothesis) parts.push(judgedSo(condition.hypothesis, scope.hypotheses));
  for (const inner of condition.all ?? []) parts.push(evaluateCondition(inner, scope));
  if (condition.any) parts.push(either(condition.any.map((inner) => evaluateCondition(inner, scope))));
  if (condition.not) parts.push(negate(condition.not, scope));
  return both(parts);
}

function expressions(phrases: readonly string[], scope: ConditionScope): RegExp[] {
  return phrases.map((phrase) => compilePhrase(phrase, scope.roles));
}

function found(expression: RegExp, folded: string): boolean {
  expression.lastIndex = 0;
  return expression.test(folded);
}

/** Sentences that match at least once without being negated. */
function sayingIt(expression: RegExp, sentences: readonly ContractSentence[]): Span[] {
  return sentences
    .filter(({ folded }) => [...folded.matchAll(expression)].some((match) => !isDenied(folded, match)))
    .map(({ span }) => span);
}

/** Negated before its first words, or before its last. */
function isDenied(folded: string, match: RegExpExecArray): boolean {
  const end = match.index + match[0].length;
  const last = match.indices?.groups?.['last']?.[0] ?? match.index;
  return isNegated(folded, match.index, end) || (last > match.index && isNegated(folded, last, end));
}

/** Of the whole contract, whatever Clauses are judged. Nothing is claimed where another answer is as likely. */
function judgedSo(
  { id, is }: NonNullable<Condition['hypothesis']>,
  judgements: readonly HypothesisJudgement[],
): Outcome {
  const judgement = judgements.find(({ hypothesis }) => hypothesis === id);
  const isTold = judgement !== undefined && judgement.confidence > 0.5;
  return {
    holds: isTold ? judgement.choice === is : undefined,
    spans: isTold ? judgement.evidence.map(({ span }) => span) : [],
    values: [],
    confidence: judgement?.confidence ?? 0,
  };
}

function settled(holds: boolean, spans: readonly Span[]): Outcome {
  return { holds, spans: distinctSpans(spans), values: [], confidence: 0.95 };
}

function negate(condition: Condition, scope: ConditionScope): Outcome {
  const outcome = evaluateCondition(condition, {
    ...scope,
    quantifier: scope.quantifier === 'every' ? 'some' : 'every',
  });
  return { ...outcome, holds: outcome.holds === undefined ? undefined : !outcome.holds };
}

function both(parts: readonly Outcome[]): Outcome {
  const failed = parts.filter(({ holds }) => holds === false);
  const open = parts.filter(({ holds }) => holds === undefined);
  if (failed.length > 0) return join(failed, false);
  return join(parts, open.length > 0 ? undefined : true);
}

/** Alternatives that cannot be told (a value that was not found) leave the decision to those that can. */
function either(parts: readonly Outcome[]): Outcome {
  const held = parts.filter(({ holds }) => holds === true);
  if (held.length > 0) return join(held, true);
  const failed = parts.filter(({ holds }) => holds === false);
  return failed.length > 0 ? join(failed, false) : join(parts, undefined);
}

function join(parts: readonly Outcome[], holds: boolean | undefined): Outcome {
  return {
    holds,
    spans: distinctSpans(parts.flatMap(({ spans }) => spans)),
    values: [...new Set(parts.flatMap(({ values }) => values))],
    confidence: Math.min(1, ...parts.map(({ confidence }) => confidence)),
  };
}
