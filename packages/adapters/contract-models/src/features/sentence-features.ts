import { type FeatureRow, FeatureRowBuilder } from './feature-row.ts';
import { ngrams } from './unit-features.ts';
import { wordHashes } from './words.ts';

/** A sentence by its own words alone: what is learnt from evidence that was taken out of its contract. */
export function sentenceFeatures(text: string): FeatureRow {
  const row = new FeatureRowBuilder();
  row.addShared(1, ngrams(wordHashes(text)));
  return row.build();
}
