import { analyzeText, foldText } from '@groundwork/retrieval';

const latin = /(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}'’.,%-])+/gu;
const han = /\p{Script=Han}/gu;
/** Grammar that any two sentences share. */
const functionCharacters = new Set('的了呢吗么之与和及或是在有也就都而被把对于以为其这那个');

/** What an answer says, as a bag: stems of its words, and the characters of its Chinese. */
export function answerTokens(text: string): Map<string, number> {
  const folded = foldText(text);
  const tokens = new Map<string, number>();
  const add = (token: string, count: number) => tokens.set(token, (tokens.get(token) ?? 0) + count);
  for (const [run] of folded.matchAll(latin)) {
    for (const [term, count] of analyzeText(run.replace(/[-.,'’]+/g, ' '))) add(term, count);
  }
  for (const [character] of folded.matchAll(han)) if (!functionCharacters.has(character)) add(character, 1);
  return tokens;
}

const size = (tokens: ReadonlyMap<string, number>) =>
  [...tokens.values()].reduce((sum, count) => sum + count, 0);

export interface TokenOverlap {
  /** Share of the gold's tokens found in the answer. */
  readonly recall: number;
  readonly f1: number;
}

/** SQuAD's token overlap (Rajpurkar et al. 2016) on the tokens above. */
export function tokenOverlap(answer: string, gold: string): TokenOverlap {
  const found = answerTokens(answer);
  const wanted = answerTokens(gold);
  let common = 0;
  for (const [token, count] of wanted) common += Math.min(count, found.get(token) ?? 0);
  const recall = size(wanted) === 0 ? 0 : common / size(wanted);
  const precision = size(found) === 0 ? 0 : common / size(found);
  return { recall, f1: common === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}
