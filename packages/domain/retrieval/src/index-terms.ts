import { analyzeText } from './analyze-text.ts';

export interface IndexableText {
  readonly title: string;
  /** Headings above the text, outermost first. */
  readonly headingPath: readonly string[];
  readonly text: string;
}

/** How many times a term of the title counts beside one of the text; measured, 2 to 3 is flat. */
const titleWeight = 2;

/** The terms by which a Chunk is found: its text's, its title's and its headings', as whole repetitions. */
export function indexTerms({ title, headingPath, text }: IndexableText): Map<string, number> {
  const terms = analyzeText(text);
  for (const [term, count] of analyzeText(title))
    terms.set(term, (terms.get(term) ?? 0) + titleWeight * count);
  for (const [term, count] of analyzeText(headingPath.join('\n')))
    terms.set(term, (terms.get(term) ?? 0) + count);
  return terms;
}
