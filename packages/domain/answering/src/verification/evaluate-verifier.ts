import type { Passage } from '@groundwork/retrieval';
import {
  paraphraseSentence,
  perturbSentence,
  type NamePool,
  type ParaphraseKind,
  type PerturbationKind,
} from './perturb-sentence.ts';
import { verifySentence } from './verify-sentence.ts';

/** A true sentence, with the Passage in which it stands word for word. */
export interface TrueSentence {
  readonly text: string;
  readonly passage: Passage;
  readonly language: 'en' | 'zh';
}

export interface KindCount {
  readonly cases: number;
  /** Of perturbations: those rejected. Of paraphrases: those passed. */
  readonly right: number;
  readonly share: number;
}

export interface VerifierReport {
  readonly caught: KindCount & { readonly byKind: Readonly<Record<string, KindCount>> };
  readonly falseAlarms: {
    readonly cases: number;
    readonly wrong: number;
    readonly share: number;
    readonly byKind: Readonly<Record<string, KindCount>>;
  };
  readonly msPerSentence: number;
  /** Those judged wrongly, for reading. */
  readonly misjudged: readonly {
    readonly kind: string;
    readonly language: string;
    readonly source: string;
    readonly claim: string;
    readonly detail: string;
  }[];
}

/** What the draft claims to quote: the true sentence, the whole Passage, nothing, or its own false words. */
export type QuoteMode = 'sentence' | 'passage' | 'none' | 'claim';

/**
 * Judges perturbed and paraphrased variants of true sentences with the verifier: what share of the false ones it catches,
 * and how often it raises a false alarm. Keys of `byKind` are `<language>/<kind>`.
 */
export function evaluateVerifier(
  sentences: readonly TrueSentence[],
  options: { readonly pool: NamePool; readonly quote?: QuoteMode; readonly now?: () => number },
): VerifierReport {
  const now = options.now ?? (() => performance.now());
  const counts = new Map<string, { cases: number; right: number }>();
  const misjudged: VerifierReport['misjudged'][number][] = [];
  const startedAt = now();
  let judged = 0;
  const judge = (
    source: TrueSentence,
    group: 'false' | 'true',
    kind: PerturbationKind | ParaphraseKind,
    claim: string,
  ): void => {
    const quote = { sentence: source.text, passage: source.passage.text, none: '', claim }[
      options.quote ?? 'sentence'
    ];
    const verdict = verifySentence({ text: claim, evidence: [{ passage: source.passage.rank, quote }] }, [
      source.passage,
    ]);
    judged += 1;
    const right = verdict.ok === (group === 'true');
    const key = `${group}:${source.language}/${kind}`;
    const count = counts.get(key) ?? { cases: 0, right: 0 };
    counts.set(key, { cases: count.cases + 1, right: count.right + (right ? 1 : 0) });
    if (right) return;
    const detail = verdict.ok ? 'passed' : `${verdict.rejected.reason}: ${verdict.rejected.detail}`;
    misjudged.push({
      kind: `${group}/${kind}`,
      language: source.language,
      source: source.text,
      claim,
      detail,
    });
  };
  for (const source of sentences) {
    for (const { kind, text } of perturbSentence(source.text, options.pool))
      judge(source, 'false', kind, text);
    for (const { kind, text } of paraphraseSentence(source.text)) judge(source, 'true', kind, text);
  }
  const msPerSentence = (now() - startedAt) / Math.max(1, judged);
  const caught = summarise(counts, 'false');
  const passed = summarise(counts, 'true');
  const wrong = passed.cases - passed.right;
  return {
    caught,
    falseAlarms: {
      cases: passed.cases,
      wrong,
      share: wrong / Math.max(1, passed.cases),
      byKind: passed.byKind,
    },
    msPerSentence,
    misjudged,
  };
}

function summarise(
  counts: ReadonlyMap<string, { cases: number; right: number }>,
  group: string,
): KindCount & { byKind: Record<string, KindCount> } {
  const mine = [...counts]
    .filter(([key]) => key.startsWith(`${group}:`))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const withShare = ({ cases, right }: { cases: number; right: number }): KindCount => ({
    cases,
    right,
    share: right / Math.max(1, cases),
  });
  const total = mine.reduce(
    (sum, [, count]) => ({ cases: sum.cases + count.cases, right: sum.right + count.right }),
    { cases: 0, right: 0 },
  );
  return {
    ...withShare(total),
    byKind: Object.fromEntries(mine.map(([key, count]) => [key.slice(group.length + 1), withShare(count)])),
  };
}
