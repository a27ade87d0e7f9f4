import type { Span } from '@groundwork/kernel';
import type { Field, FieldName, FieldValue } from '../fields/field.ts';
import { FieldSource, type FieldInput } from '../fields/field-source.ts';
import { readParties, type PartyMention } from '../fields/read-parties.ts';

type Present = Extract<Field, { status: 'present' }>;

/** What checks read: the prepared contract, and the fields that were read from it. */
export class CheckSource extends FieldSource {
  readonly fields: readonly Field[];
  readonly parties: readonly PartyMention[];
  /** Where people sign: what is blank there is no gap in the contract. */
  readonly signing: readonly Span[];

  constructor(input: FieldInput & { readonly fields: readonly Field[] }) {
    super(input);
    this.fields = input.fields;
    this.parties = readParties(this.text, this.chinese);
    const { clauses, signatures } = input.structure;
    this.signing = [...signatures, ...clauses.filter(({ kind }) => kind === 'signature')].map(
      ({ span }) => span,
    );
  }

  field(name: FieldName): Present | undefined {
    return this.fields.find((field): field is Present => field.name === name && field.status === 'present');
  }

  value<K extends FieldValue['kind']>(
    name: FieldName,
    kind: K,
  ): Extract<FieldValue, { kind: K }> | undefined {
    const value = this.field(name)?.value;
    return value?.kind === kind ? (value as Extract<FieldValue, { kind: K }>) : undefined;
  }

  /** As it stands in the contract, on one line. */
  quote(span: Span): string {
    return this.contract.text.slice(span.start, span.end).replace(/\s+/g, ' ').trim();
  }

  isSigning(span: Span): boolean {
    return this.signing.some((place) => place.start < span.end && place.end > span.start);
  }

  /** Sentences whose folded words match, with the match: offsets are the contract's. */
  *saying(pattern: RegExp): Generator<{
    readonly sentence: Span;
    readonly words: string;
    readonly match: RegExpExecArray;
    readonly span: Span;
  }> {
    for (const sentence of this.sentences) {
      const words = this.slice(sentence);
      const match = pattern.exec(words);
      if (!match) continue;
      const start = sentence.start + match.index;
      yield { sentence, words, match, span: { start, end: start + match[0].length } };
    }
  }
}
