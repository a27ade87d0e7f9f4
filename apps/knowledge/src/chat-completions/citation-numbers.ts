import type { Annotation, AnswerSentence, Citation, NumberedCitation } from '@groundwork/protocol';
import { separatorBetween } from '../answers/to-outcome.ts';

/**
 * Writes sentences with markers [1], [2]… as they come, and keeps what each marker stands for. Equal quotes share a
 * number; numbers grow in the order of first use.
 */
export class CitationNumbers {
  private readonly numbered = new Map<string, NumberedCitation>();
  private content = '';

  constructor(private readonly baseUrl: string) {}

  /** Every source so far, by number. */
  get citations(): NumberedCitation[] {
    return [...this.numbered.values()];
  }

  /** @returns what to append to the text, and where in the whole text each marker of it stands. */
  write(sentence: AnswerSentence): { readonly text: string; readonly annotations: Annotation[] } {
    const start = this.content.length;
    const sources = [...new Set(sentence.citations.map((citation) => this.number(citation)))];
    let text = separatorBetween(this.content, sentence.text) + sentence.text;
    const annotations = sources.map((source): Annotation => {
      const marker = ` [${source.number}]`;
      const end = start + text.length + marker.length;
      text += marker;
      const place = { start_index: end - marker.length + 1, end_index: end };
      return { type: 'url_citation', url_citation: { ...place, title: source.title, url: source.url } };
    });
    this.content += text;
    return { text, annotations };
  }

  private number(citation: Citation): NumberedCitation {
    const { versionId, span } = citation;
    const key = `${versionId} ${span.start} ${span.end}`;
    const known = this.numbered.get(key);
    if (known) return known;
    const page = citation.page === undefined ? '' : `page=${citation.page}&`;
    const url = `${this.baseUrl}/v1/documents/${citation.documentId}#${page}start=${span.start}&end=${span.end}`;
    const added = { ...citation, number: this.numbered.size + 1, url };
    this.numbered.set(key, added);
    return added;
  }
}
