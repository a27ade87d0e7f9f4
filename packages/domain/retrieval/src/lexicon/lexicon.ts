import { foldText } from '../fold-text.ts';
import { expressionKey, expressionTokens } from './expression-tokens.ts';
import type { LexiconEntry } from './lexicon-entry.ts';

/** An expression of the lexicon, found in a query. */
export interface FoundExpression {
  /** As the folded query spells it. */
  readonly text: string;
  /** Other expressions by which to find the same, as the lexicon spells them. */
  readonly others: readonly string[];
}

/** Others, by their keys. */
type Concept = Map<string, string>;

/** More would make one question many. The first ones of a query count. */
const mostFound = 32;

/** A Tenant's words and synonyms, ready to be looked for. */
export class Lexicon {
  private readonly concepts = new Map<string, Concept>();
  private longest = 0;

  constructor(entries: readonly LexiconEntry[]) {
    for (const { kind, terms } of entries) {
      const keyed = terms.map((term): [string, string] => [expressionKey(term), term]);
      const queried = kind === 'expansion' ? keyed.slice(0, 1) : keyed;
      for (const [key] of queried) {
        const concept = this.concept(key);
        for (const [other, term] of keyed) if (other !== key) concept.set(other, term);
      }
    }
  }

  /** Expressions of the lexicon in a query, the longest at each place, none overlapping. */
  find(query: string): FoundExpression[] {
    if (this.concepts.size === 0) return [];
    const folded = foldText(query);
    const tokens = expressionTokens(folded);
    const found: FoundExpression[] = [];
    for (let at = 0; at < tokens.length && found.length < mostFound; at++) {
      let key = '';
      let best: { concept: Concept; last: number } | undefined;
      for (let last = at; last < tokens.length; last++) {
        if (last > at && !tokens[last]!.adjoins) break;
        key += tokens[last]!.text;
        if (key.length > this.longest) break;
        const concept = this.concepts.get(key);
        if (concept) best = { concept, last };
      }
      if (!best) continue;
      const text = folded.slice(tokens[at]!.start, tokens[best.last]!.end);
      found.push({ text, others: [...best.concept.values()] });
      at = best.last;
    }
    return found;
  }

  private concept(key: string): Concept {
    const known = this.concepts.get(key);
    if (known) return known;
    const concept: Concept = new Map();
    this.concepts.set(key, concept);
    this.longest = Math.max(this.longest, key.length);
    return concept;
  }
}
