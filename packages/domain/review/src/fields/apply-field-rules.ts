import type { Span } from '@groundwork/kernel';
import type { Field, FieldName, FieldValue } from './field.ts';
import { fieldRules, type FieldRule } from './field-rules.ts';
import type { FieldSource } from './field-source.ts';
import { readDurations } from './values/read-durations.ts';
import { readMoney } from './values/read-money.ts';
import { readPercentages } from './values/read-percentages.ts';

interface Candidate {
  readonly value: FieldValue;
  readonly span: Span;
  readonly confidence: number;
}

/** Every field that `fieldRules` describe, present or absent. */
export function applyFieldRules(source: FieldSource): Field[] {
  const names = [...new Set(fieldRules.map(({ name }) => name))];
  return names.map((name) => applyTo(source, name));
}

function applyTo(source: FieldSource, name: FieldName): Field {
  const rules = fieldRules.filter((rule) => rule.name === name);
  for (const rule of rules) {
    const found = source.sentences.flatMap((sentence) => readSentence(source, sentence, rule));
    const best = found.sort((a, b) => b.confidence - a.confidence || a.span.start - b.span.start)[0];
    if (best) return source.present(name, best.value, [best.span], best.confidence);
  }
  return source.absent(name, rules[0]!.type, 0.75);
}

function readSentence(source: FieldSource, sentence: Span, rule: FieldRule): Candidate[] {
  const words = source.slice(sentence);
  if (!rule.sentence.test(words) || rule.avoid?.test(words) === true) return [];
  const labelled = source.labelled(rule.type, sentence);
  return readValues(words, rule.reads).flatMap(({ value, start, end, weight }) => {
    if (rule.before?.test(words.slice(Math.max(0, start - 80), start)) === false) return [];
    if (rule.after?.test(words.slice(end, end + 60)) === false) return [];
    const confidence = Math.min(0.97, rule.confidence + 0.08 * labelled + weight);
    return [{ value, span: { start: sentence.start + start, end: sentence.start + end }, confidence }];
  });
}

function readValues(
  words: string,
  kind: FieldRule['reads'],
): { readonly value: FieldValue; readonly start: number; readonly end: number; readonly weight: number }[] {
  switch (kind) {
    case 'money':
      // Figures before words: where both stand side by side they are one amount, and the check compares them.
      return readMoney(words).map(({ amount, currency, start, end, written }) => ({
        value: { kind: 'money', amount, ...(currency && { currency }) },
        start,
        end,
        weight: written === 'figures' ? 0.01 : 0,
      }));
    case 'percentage':
      return readPercentages(words).map(({ percent, start, end }) => ({
        value: { kind: 'percentage', percent: Number(percent) },
        start,
        end,
        weight: 0,
      }));
    case 'duration':
      return readDurations(words).map(({ amount, unit, start, end }) => ({
        value: { kind: 'duration', amount, unit },
        start,
        end,
        weight: 0,
      }));
  }
}
