import { splitSentences } from '@groundwork/answering';
import { isChinese, type Span } from '@groundwork/kernel';
import type { ClauseLabels } from '../clause-types/clause-classifier.ts';
import { findClauseType, type ClauseTypeId } from '../clause-types/clause-types.ts';
import type { ContractText } from '../contract/contract-text.ts';
import { evidenceAt } from '../contract/evidence.ts';
import type { ContractStructure } from '../structure/contract-structure.ts';
import type { Field, FieldName, FieldValue } from './field.ts';
import { foldWidth } from './values/fold-width.ts';
import { inferDateOrder, type DateOrder } from './values/read-dates.ts';

/** What fields and checks are read from: a contract, how it is built, and what its Clauses are, as far as known. */
export interface FieldInput {
  readonly contract: ContractText;
  readonly structure: ContractStructure;
  /** May be empty: then cues alone speak. */
  readonly labels: ClauseLabels;
}

/** A contract prepared for reading once: folded text of the same offsets, sentences, date order, labels by type. */
export class FieldSource {
  readonly contract: ContractText;
  readonly structure: ContractStructure;
  /** Folded; offsets are those of the contract's text. */
  readonly text: string;
  readonly sentences: readonly Span[];
  readonly chinese: boolean;
  readonly dateOrder: DateOrder | undefined;
  private readonly labels: ClauseLabels;

  constructor({ contract, structure, labels }: FieldInput) {
    this.contract = contract;
    this.structure = structure;
    this.labels = labels;
    this.text = foldWidth(contract.text);
    this.sentences = splitSentences(contract.text).flatMap((sentence) => cutLong(contract.text, sentence));
    this.chinese = isChinese(contract.language);
    this.dateOrder = inferDateOrder(this.text);
  }

  slice(span: Span): string {
    return this.text.slice(span.start, span.end);
  }

  /** How sure the classifier is that a span lies in a Clause of a type; 0 where it says nothing. */
  labelled(type: ClauseTypeId, span: Span): number {
    let best = 0;
    for (const label of this.labels.labels) {
      if (label.type !== type || label.span.start >= span.end || label.span.end <= span.start) continue;
      best = Math.max(best, label.confidence);
    }
    return best;
  }

  present(
    name: FieldName,
    value: FieldValue,
    spans: readonly Span[],
    confidence: number,
    derivation: 'stated' | 'computed' = 'stated',
  ): Field {
    const evidence = spans.map((span) => evidenceAt(this.contract, span));
    return { name, status: 'present', value, evidence, derivation, confidence };
  }

  /** Absent as a result: what was looked for, and through how much. */
  absent(name: FieldName, type: ClauseTypeId, confidence: number): Field {
    const clauseType = findClauseType(type)!;
    const cues = [...clauseType.cues.en.slice(0, 3), ...clauseType.cues.zh.slice(0, 3)].join(', ');
    const clauses = this.structure.clauses.length;
    const where = clauses > 0 ? `${clauses} clauses, ` : '';
    return {
      name,
      status: 'absent',
      searched: `${cues}; ${where}${this.sentences.length} sentences`,
      confidence,
    };
  }
}

/** Text without any stop (tables, scans) would make one endless sentence: rules look at 1,200 characters at most. */
function cutLong(text: string, { start, end }: Span): Span[] {
  const pieces: Span[] = [];
  for (let at = start; at < end;) {
    let to = Math.min(end, at + 1200);
    if (to < end) {
      const space = text.slice(at, to).search(/[\s，,；;][^\s，,；;]*$/u);
      if (space > 600) to = at + space + 1;
    }
    pieces.push({ start: at, end: to });
    at = to;
  }
  return pieces;
}
