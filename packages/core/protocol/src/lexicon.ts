import { z } from 'zod';
import { defineRoute } from './define-route.ts';

const Kind = z
  .enum(['word', 'synonyms', 'expansion'])
  .describe(
    '`word`: one expression that is one word here. `synonyms`: expressions that mean the same. `expansion`: a query with the first expression finds the others too.',
  );
const Terms = z
  .array(z.string().trim().min(1).max(64))
  .min(1)
  .max(20)
  .describe('One for a word, two or more otherwise.');
const Name = z.string().trim().min(1).max(100);

export const LexiconEntry = z.object({ name: Name, kind: Kind, terms: Terms });
export type LexiconEntry = z.infer<typeof LexiconEntry>;

export const listLexicon = defineRoute({
  name: 'listLexicon',
  method: 'GET',
  path: '/v1/lexicon',
  summary: 'List the words and synonyms that searches of the tenant know.',
  scope: ['ingest'],
  status: 200,
  response: z.object({ entries: z.array(LexiconEntry) }),
  errors: [],
});

export const saveLexiconEntry = defineRoute({
  name: 'saveLexiconEntry',
  method: 'PUT',
  path: '/v1/lexicon/:name',
  summary: 'Add a word or a set of synonyms, or replace the one of this name; searches use it at once.',
  scope: ['ingest'],
  params: z.object({ name: Name }),
  body: z.strictObject({ kind: Kind, terms: Terms }),
  status: 200,
  response: LexiconEntry,
  idempotent: true,
  errors: ['lexicon.full'],
});

export const removeLexiconEntry = defineRoute({
  name: 'removeLexiconEntry',
  method: 'DELETE',
  path: '/v1/lexicon/:name',
  summary: 'Remove an entry of the lexicon; searches stop using it at once.',
  scope: ['ingest'],
  params: z.object({ name: Name }),
  status: 204,
  idempotent: true,
  errors: ['lexicon.not-found'],
});

export const importLexicon = defineRoute({
  name: 'importLexicon',
  method: 'POST',
  path: '/v1/lexicon/import',
  summary: 'Add or replace many entries at once, all or none.',
  scope: ['ingest'],
  body: z.strictObject({
    entries: z
      .array(z.strictObject({ name: Name.exactOptional(), kind: Kind, terms: Terms }))
      .max(5_000)
      .exactOptional(),
    csv: z
      .string()
      .max(8_000_000)
      .exactOptional()
      .describe('A line an entry: its kind, then its terms, separated by commas.'),
    replace: z.boolean().exactOptional().describe('Remove the entries that are not among these.'),
  }),
  status: 200,
  response: z.object({
    put: z.int().describe('Added, replaced or already as given.'),
    removed: z.int(),
    entries: z.int().describe('Entries of the tenant afterwards.'),
  }),
  idempotent: true,
  errors: ['lexicon.full'],
});
