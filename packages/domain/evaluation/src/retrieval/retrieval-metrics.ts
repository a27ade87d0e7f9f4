/** Relevance of the judged documents of one query, above zero; all others count as zero. */
export type Judgements = ReadonlyMap<string, number>;

/**
 * Normalised discounted cumulative gain with linear gain and log₂(rank + 1) discount, the ideal taken over all judged
 * documents: trec_eval's `ndcg_cut`, which pytrec_eval and BEIR report (Järvelin & Kekäläinen 2002).
 */
export function ndcg(ranking: readonly string[], judgements: Judgements, cut: number): number {
  const gain = (relevances: readonly number[]) =>
    relevances.slice(0, cut).reduce((sum, relevance, index) => sum + relevance / Math.log2(index + 2), 0);
  const ideal = gain([...judgements.values()].sort((a, b) => b - a));
  return ideal === 0 ? 0 : gain(ranking.map((id) => judgements.get(id) ?? 0)) / ideal;
}

/** Share of the relevant documents among the first `cut`. */
export function recall(ranking: readonly string[], judgements: Judgements, cut: number): number {
  if (judgements.size === 0) return 0;
  return new Set(ranking.slice(0, cut).filter((id) => judgements.has(id))).size / judgements.size;
}

/** One over the rank of the first relevant document, zero where none is among the first `cut`. */
export function reciprocalRank(ranking: readonly string[], judgements: Judgements, cut: number): number {
  const index = ranking.slice(0, cut).findIndex((id) => judgements.has(id));
  return index < 0 ? 0 : 1 / (index + 1);
}
