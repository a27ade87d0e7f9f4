import { readFileSync } from 'node:fs';
import { type HypothesisChoice, ndaHypotheses } from '@groundwork/review';
import { sentenceFeatures } from '../features/sentence-features.ts';
import { columnsPerHypothesis } from '../hypotheses/hypothesis-features.ts';
import { textDigest } from '../model/model-folder.ts';
import { splitUnits, type Unit } from '../reading/split-units.ts';
import type { Example } from './fit-linear.ts';

/** An agreement with what people say it makes of each hypothesis, and its sentences as examples. */
export interface JudgedAgreement {
  readonly id: string;
  readonly digest: string;
  readonly choices: readonly HypothesisChoice[];
  readonly examples: readonly Example[];
}

interface Dataset {
  readonly documents: readonly {
    readonly id: string | number;
    readonly text: string;
    readonly spans: readonly (readonly [start: number, end: number])[];
    readonly annotation_sets: readonly {
      readonly annotations: Readonly<
        Record<string, { readonly choice: string; readonly spans: readonly number[] }>
      >;
    }[];
  }[];
}

const choices: Readonly<Record<string, HypothesisChoice>> = {
  Entailment: 'entailed',
  Contradiction: 'contradicted',
  NotMentioned: 'not-mentioned',
};
const width = ndaHypotheses.length * columnsPerHypothesis;

/** Reads a file in ContractNLI's own layout. */
export function readAgreements(file: string): JudgedAgreement[] {
  const { documents } = JSON.parse(readFileSync(file, 'utf8')) as Dataset;
  return documents.map(({ id, text, spans, annotation_sets: sets }) => {
    const annotations = sets[0]!.annotations;
    const units = splitUnits(text);
    const gold = units.map(() => new Int8Array(width));
    ndaHypotheses.forEach(({ id: hypothesis }, at) => {
      const { choice, spans: evidence } = annotations[hypothesis]!;
      const column = at * columnsPerHypothesis + (choice === 'Contradiction' ? 1 : 0);
      for (const span of evidence) markOverlaps(units, gold, column, spans[span]!);
    });
    return {
      id: String(id),
      digest: textDigest(text),
      choices: ndaHypotheses.map(({ id: hypothesis }) => choices[annotations[hypothesis]!.choice]!),
      examples: units.map(({ start, end }, at) => ({
        row: sentenceFeatures(text.slice(start, end)),
        gold: gold[at]!,
      })),
    };
  });
}

/** A unit that shares half of the shorter one is evidence; one that only touches it says nothing. */
function markOverlaps(
  units: readonly Unit[],
  gold: readonly Int8Array[],
  column: number,
  [from, to]: readonly [number, number],
): void {
  units.forEach(({ start, end }, at) => {
    const common = Math.min(to, end) - Math.max(from, start);
    if (common <= 0) return;
    if (common >= 0.5 * Math.min(to - from, end - start)) gold[at]![column] = 1;
    else if (gold[at]![column] === 0) gold[at]![column] = -1;
  });
}

interface Passage {
  readonly premise: string;
  readonly hypothesis: string;
  readonly label: 'entailment' | 'contradiction' | 'neutral';
  readonly subset: string;
}

/**
 * The passages of ContractNLI's training part as one JSON object a line (premise, hypothesis, label, subset): evidence
 * cut out of its agreement. Only the subset "train" is read. A passage within another one may share its evidence, so
 * it is no example against it.
 */
export function readPassages(file: string): Example[] {
  const gold = new Map<string, Int8Array>();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line === '') continue;
    const { premise, hypothesis, label, subset } = JSON.parse(line) as Passage;
    const at = ndaHypotheses.findIndex(({ text }) => text === hypothesis);
    if (subset !== 'train' || at < 0) continue;
    const own = gold.get(premise) ?? new Int8Array(width);
    gold.set(premise, own);
    if (label !== 'neutral') own[at * columnsPerHypothesis + (label === 'contradiction' ? 1 : 0)] = 1;
  }
  shareEvidence(gold);
  return [...gold].map(([premise, own]) => ({ row: sentenceFeatures(premise), gold: own }));
}

function shareEvidence(gold: ReadonlyMap<string, Int8Array>): void {
  const passages = [...gold].map(([premise, own]) => ({ text: premise.replaceAll(/\s+/g, ' '), own }));
  for (const outer of passages) {
    for (const inner of passages) {
      if (outer === inner || !outer.text.includes(inner.text)) continue;
      outer.own.forEach((value, column) => {
        if (value === 1 && inner.own[column] === 0) inner.own[column] = -1;
      });
      inner.own.forEach((value, column) => {
        if (value === 1 && outer.own[column] === 0) outer.own[column] = -1;
      });
    }
  }
}
