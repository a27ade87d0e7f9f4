import { coverageOf, weighQuestion, type RankedSentence } from '../evidence/rank-sentences.ts';
import type { ReadQuestion } from '../evidence/read-question.ts';
import { contextOf, readText, type ReadPassage } from '../evidence/read-passage.ts';
import { contentTerms } from '../text/content-terms.ts';
import { fold } from '../text/fold-text.ts';

/** How much an answer says: one fact, prose that several sentences make, or an account of something. */
type Breadth = 'fact' | 'prose' | 'account';

/** Most sentences chosen, before what they pull in. */
const most = { fact: 3, prose: 5, account: 6 } as const;
/** A further sentence must score at least this share of the best, in the same document and in another one. */
const nearlyAsGood = {
  fact: { same: 0.7, other: 0.85 },
  prose: { same: 0.6, other: 0.9 },
  account: { same: 0.6, other: 0.9 },
} as const;
/** Where the best sentence has the kind of thing asked for, a further one must add this share of the question's weight. */
const leastGain = 0.1;
/** A further sentence that shares more of its terms with one already chosen says nothing new. */
const redundant = 0.7;
/** Where the best sentence is farther in meaning than another by more than this (cosine), that one is shown as well. */
const disagreement = 0.008;
/** Candidates looked at. */
const considered = 16;

const account =
  /\b(?:summari[sz]e|outline|describe|explain|overview|main (?:points|measures|features)|discuss)\b|总结|概述|概括|简述|说明|描述|介绍|主要(?:内容|措施|特点)/u;
const prose: readonly string[] = ['what', 'how', 'why'];

/** How broad an answer a question wants. */
export function breadthOf({ folded, type, answerKind }: ReadQuestion): Breadth {
  if (account.test(folded)) return 'account';
  return answerKind === undefined && prose.includes(type) ? 'prose' : 'fact';
}

/**
 * The best sentence, and those nearly as good; where it answers by its kind, only what adds a part of the question.
 * `parts`: how many questions share the room.
 */
export function chooseSentences(
  question: ReadQuestion,
  read: readonly ReadPassage[],
  ranked: readonly RankedSentence[],
  parts: number,
): RankedSentence[] {
  const best = ranked[0];
  if (!best) return [];
  const breadth = breadthOf(question);
  const room = Math.ceil((most[breadth] + parts - 1) / parts);
  const chosen = [best];
  const weights = weighQuestion(question, read);
  const answersByKind = question.answerKind !== undefined && best.satisfies;
  const around = read.find(({ passage }) => passage === best.passage);
  const said = [readText(best.text), ...(around ? contextOf(around, best.index) : [])];
  const nearest = ranked.find(({ distance }) => distance === 0);
  if (nearest && best.distance > disagreement && (nearest.satisfies || !best.satisfies)) {
    chosen.push(nearest);
    said.push(readText(nearest.text));
  }
  for (const candidate of ranked.slice(1, considered)) {
    if (chosen.includes(candidate)) continue;
    if (chosen.length >= room) break;
    const place = candidate.passage.documentId === best.passage.documentId ? 'same' : 'other';
    if (candidate.score < nearlyAsGood[breadth][place] * best.score) continue;
    const text = readText(candidate.text);
    const gain = coverageOf(weights, [...said, text]) - coverageOf(weights, said);
    if (answersByKind && (!candidate.satisfies || gain < leastGain)) continue;
    if (chosen.some((other) => overlap(candidate.text, other.text) > redundant)) continue;
    chosen.push(candidate);
    said.push(text);
  }
  return chosen;
}

/** Share of the smaller sentence's terms that the other has as well. */
function overlap(a: string, b: string): number {
  const [mine, theirs] = [contentTerms(fold(a)), contentTerms(fold(b))];
  const shared = [...mine.keys()].filter((term) => theirs.has(term)).length;
  return shared / Math.max(1, Math.min(mine.size, theirs.size));
}
