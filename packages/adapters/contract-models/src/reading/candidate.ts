import type { Span } from '@groundwork/kernel';
import { mentionFeatures } from '../features/mention-features.ts';
import type { FeatureRow } from '../features/feature-row.ts';
import { unitFeatures } from '../features/unit-features.ts';
import { findMentions } from './find-mentions.ts';
import { splitUnits } from './split-units.ts';

/** A span that may be given labels. */
export interface Candidate {
  readonly kind: 'unit' | 'date' | 'title';
  readonly span: Span;
  readonly row: FeatureRow;
}

/** All candidates of a text: its units first, in their order, then its mentions. */
export function readCandidates(text: string): Candidate[] {
  const units = splitUnits(text);
  const mentions = findMentions(text);
  const ofUnits = unitFeatures(text, units);
  const ofMentions = mentionFeatures(text, mentions);
  return [
    ...units.map(({ start, end }, at) => ({
      kind: 'unit' as const,
      span: { start, end },
      row: ofUnits[at]!,
    })),
    ...mentions.map(({ kind, start, end }, at) => ({ kind, span: { start, end }, row: ofMentions[at]! })),
  ];
}
