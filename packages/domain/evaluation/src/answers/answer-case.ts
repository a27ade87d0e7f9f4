import { z } from 'zod';
import { type QueryRow } from '../datasets/read-beir-dataset.ts';

/** Where the right answer stands, as far as the dataset says. */
export interface GoldReference {
  /** The Document's `externalId`; without it the quote may stand anywhere. */
  readonly document?: string;
  readonly page?: number;
  readonly quote?: string;
}

/** One question of an answer test set. */
export interface AnswerCase {
  readonly id: string;
  readonly question: string;
  readonly answerable: boolean;
  /** Any one of them is right. */
  readonly answers: readonly string[];
  /** Sets of references, one per annotator: citing what any one set names is right. */
  readonly references: readonly (readonly GoldReference[])[];
  /** `tune` or `report`, where the dataset is divided. */
  readonly split?: string;
}

const Reference = z.union([
  z.string(),
  z.object({ document: z.string(), page: z.number().optional(), quote: z.string() }),
]);

const Metadata = z.object({
  answerable: z.boolean().default(true),
  answer: z.string().optional(),
  answers: z.array(z.string()).default([]),
  references: z.array(Reference).default([]),
  /** Further sets of references, each as good as `references`: other Documents that say the same. */
  alternatives: z.array(z.array(Reference)).default([]),
  /** Ids of rows of the corpus. */
  citations: z.array(z.string()).default([]),
  /** Sentences per annotator, all of the row `passage_id`. */
  selected_sentences: z.array(z.array(z.string())).default([]),
  passage_id: z.string().optional(),
  doc_ids: z.array(z.string()).default([]),
  split: z.string().optional(),
});

/** A row of queries.jsonl as a case; throws `ZodError` where its metadata has another shape. */
export function toAnswerCase({ _id, text, metadata }: QueryRow): AnswerCase {
  const gold = Metadata.parse(metadata);
  const answers = gold.answers.length > 0 ? gold.answers : gold.answer === undefined ? [] : [gold.answer];
  return {
    id: _id,
    question: text,
    answerable: gold.answerable,
    // Answers may carry their citations in brackets, as models are told to write them.
    answers: answers.map((answer) => answer.replace(/\[[^\]]*#page=\d+\]/g, '').trim()).filter(Boolean),
    references: gold.answerable ? toReferences(gold) : [],
    ...(gold.split !== undefined && { split: gold.split }),
  };
}

function toReferences(gold: z.infer<typeof Metadata>): GoldReference[][] {
  if (gold.citations.length > 0) return [gold.citations.map((document) => ({ document }))];
  if (gold.selected_sentences.length > 0) {
    const document = gold.passage_id;
    return gold.selected_sentences
      .filter((sentences) => sentences.length > 0)
      .map((sentences) => sentences.map((quote) => ({ ...(document !== undefined && { document }), quote })));
  }
  const [only, ...others] = gold.doc_ids;
  const toReference = (reference: z.infer<typeof Reference>): GoldReference => {
    if (typeof reference === 'string') {
      return { quote: reference, ...(only !== undefined && others.length === 0 && { document: only }) };
    }
    const { document, page, quote } = reference;
    return { document, quote, ...(page !== undefined && { page }) };
  };
  return [gold.references, ...gold.alternatives]
    .filter((set) => set.length > 0)
    .map((set) => set.map(toReference));
}
