import type { Passage } from '@groundwork/retrieval';
import type { QueryRow } from '../datasets/read-beir-dataset.ts';
import { goldSentenceRecall, goldSentences, squeeze } from './gold-sentences.ts';
import { isReranked, rankDocuments, type RankingName, rankingsOf } from './rankings.ts';
import { type Judgements, ndcg, recall, reciprocalRank } from './retrieval-metrics.ts';
import type { QueryScores } from './retrieval-scores.ts';

/** One query's scores in every ranking. Without a reranker, `reranked` scores are the fused ones. */
export interface ScoredQuery {
  readonly id: string;
  readonly rankings: Readonly<Record<RankingName, QueryScores>>;
  readonly reranked: boolean;
  /** Mean length of the first five Passages: where those are long, gold sentences are found more easily. */
  readonly passageChars: number;
}

const noJudgements: Judgements = new Map();

/** Scores what a search returned against a dataset's judgements and gold sentences. */
export class QueryScorer {
  /** By Chunk: a text is looked at by many queries. */
  private readonly squeezed = new Map<string, string>();

  constructor(private readonly qrels: ReadonlyMap<string, Judgements>) {}

  score(query: QueryRow, passages: readonly Passage[]): ScoredQuery {
    const rankings = rankingsOf(passages);
    const gold = goldSentences(query);
    const of = (ranking: readonly Passage[]) => this.scoresOf(query._id, ranking, gold);
    return {
      id: query._id,
      rankings: {
        lexical: of(rankings.lexical),
        vector: of(rankings.vector),
        fused: of(rankings.fused),
        reranked: of(rankings.reranked),
      },
      reranked: isReranked(passages),
      passageChars: meanLength(passages.slice(0, 5)),
    };
  }

  private scoresOf(queryId: string, ranking: readonly Passage[], gold: readonly string[][]): QueryScores {
    const documents = rankDocuments(ranking, queryId);
    const judged = this.qrels.get(queryId) ?? noJudgements;
    const texts = gold.length === 0 ? [] : ranking.slice(0, 10).map((passage) => this.squeeze(passage));
    return {
      ndcg10: ndcg(documents, judged, 10),
      recall5: recall(documents, judged, 5),
      recall10: recall(documents, judged, 10),
      recall100: recall(documents, judged, 100),
      mrr10: reciprocalRank(documents, judged, 10),
      ...(gold.length > 0 && {
        goldRecall5: goldSentenceRecall(texts, gold, 5),
        goldRecall10: goldSentenceRecall(texts, gold, 10),
      }),
    };
  }

  private squeeze({ chunkId, text }: Passage): string {
    const known = this.squeezed.get(chunkId) ?? squeeze(text);
    this.squeezed.set(chunkId, known);
    return known;
  }
}

function meanLength(passages: readonly Passage[]): number {
  return passages.reduce((sum, { text }) => sum + text.length, 0) / Math.max(1, passages.length);
}
