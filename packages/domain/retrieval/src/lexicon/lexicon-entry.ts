import { UserError } from '@groundwork/kernel';
import { analyzeText } from '../analyze-text.ts';
import { expressionKey } from './expression-tokens.ts';

/**
 * `word`: an expression that is one word here, whatever a segmenter thinks (a product, an abbreviation, 粵語).
 * `synonyms`: expressions that mean the same; a query with any of them finds all.
 * `expansion`: a query with the first expression finds the others too, not the other way round.
 */
export const lexiconKinds = ['word', 'synonyms', 'expansion'] as const;
export type LexiconKind = (typeof lexiconKinds)[number];

/** One line of a Tenant's lexicon. Matching folds case, width, script and English endings; what is kept is as written. */
export interface LexiconEntry {
  /** Unique in the Tenant. */
  readonly name: string;
  readonly kind: LexiconKind;
  /** One for a `word`, two or more otherwise. */
  readonly terms: readonly string[];
}

/** What of a Tenant's lexicon is bounded: entries, terms of an entry, UTF-16 code units of a name and of a term. */
export const lexiconLimits = { entries: 5_000, terms: 20, name: 100, term: 64 } as const;

export type NewLexiconEntry = Omit<LexiconEntry, 'name'> & { readonly name?: string | undefined };

/**
 * An entry as it may be kept: trimmed, named after its first term where it has no name.
 *
 * Throws `UserError('request.invalid')` that says what is wrong, with `where` before it.
 */
export function toLexiconEntry(entry: NewLexiconEntry, where = 'entry'): LexiconEntry {
  const refuse = (reason: string): never => {
    throw new UserError('request.invalid', `${where}: ${reason}`);
  };
  const terms = entry.terms.map((term) => term.normalize('NFC').replace(/\s+/g, ' ').trim());
  if (!lexiconKinds.includes(entry.kind)) refuse(`kind must be one of ${lexiconKinds.join(', ')}.`);
  if (entry.kind === 'word' && terms.length !== 1) refuse('a word has exactly one term.');
  if (entry.kind !== 'word' && terms.length < 2) refuse(`${entry.kind} needs two terms or more.`);
  if (terms.length > lexiconLimits.terms)
    refuse(`at most ${lexiconLimits.terms} terms, not ${terms.length}.`);
  for (const term of terms) {
    if (term.length > lexiconLimits.term)
      refuse(`"${term.slice(0, 20)}…" has over ${lexiconLimits.term} characters.`);
    if (analyzeText(term).size === 0) {
      refuse(
        `"${term}" holds nothing that is searched for: no letters or digits, or none but words like "the" or "it".`,
      );
    }
  }
  // "leave" beside "leaves" does no harm, so long as there is something else.
  if (terms.length > 1 && new Set(terms.map(expressionKey)).size === 1) {
    refuse(`"${terms[0]}" and "${terms[1]}" are the same to the search.`);
  }
  const name = (entry.name ?? `${entry.kind}:${terms[0]!.toLowerCase()}`).normalize('NFC').trim();
  if (name.length === 0 || name.length > lexiconLimits.name || /\p{Cc}/u.test(name)) {
    refuse(`a name has 1 to ${lexiconLimits.name} printable characters.`);
  }
  return { name, kind: entry.kind, terms };
}
