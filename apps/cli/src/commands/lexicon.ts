import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { UserError } from '@groundwork/kernel';
import {
  importLexicon,
  LexiconEntry,
  listLexicon,
  removeLexiconEntry,
  saveLexiconEntry,
} from '@groundwork/protocol';
import type { Client } from '../client.ts';
import { type Command, type CommandContext, exitCodes } from '../command.ts';
import { connect, connectionOptions } from '../connect.ts';
import { UsageError } from '../usage-error.ts';

type Verb = (client: Client, context: CommandContext, given: readonly string[]) => Promise<void>;

const verbs: Readonly<Record<string, Verb>> = { list, add, remove, import: importFile };

export const lexicon: Command = {
  name: 'lexicon',
  summary: 'The words and synonyms that searches know.',
  usage:
    'groundwork lexicon list\n' +
    'groundwork lexicon add word|synonyms|expansion TERM… [--name NAME]\n' +
    'groundwork lexicon remove NAME\n' +
    'groundwork lexicon import FILE [--replace]\n\n' +
    'A word is kept whole; synonyms find each other; an expansion finds the others for its first term. FILE is .csv with\n' +
    'a line an entry (synonyms,PTO,annual leave,年假) or .json with a list of {kind, terms, name?}. With --replace, entries\n' +
    'that FILE does not name are removed. Searches use a change at once; nothing is indexed anew.',
  options: { name: { type: 'string' }, replace: { type: 'boolean' }, ...connectionOptions },
  async run(context) {
    const { values, positionals, config, signal } = context;
    const [name = '', ...given] = positionals;
    const verb = verbs[name];
    if (!verb) throw new UsageError('Say what to do: list, add, remove or import.');
    const { client, close } = await connect(config, {
      server: values['server'] as string,
      apiKey: values['api-key'] as string,
      signal,
    });
    try {
      await verb(client, context, given);
      return exitCodes.ok;
    } finally {
      await close();
    }
  },
};

async function list(client: Client, { output }: CommandContext): Promise<void> {
  const found = await client.call(listLexicon);
  for (const { name, kind, terms } of found.entries) {
    output.line(`${kind.padEnd(9)} ${terms.join(kind === 'expansion' ? ' → ' : ', ')}   [${name}]`);
  }
  if (found.entries.length === 0) output.line('The lexicon is empty.');
  output.result(found);
}

async function add(
  client: Client,
  { output, values }: CommandContext,
  given: readonly string[],
): Promise<void> {
  const [kind, ...terms] = given;
  const name = (values['name'] as string | undefined) ?? `${kind}:${(terms[0] ?? '').toLowerCase()}`;
  const entry = LexiconEntry.safeParse({ name, kind, terms });
  if (!entry.success) throw new UsageError('Give a kind (word, synonyms or expansion) and its terms.');
  const saved = await client.call(saveLexiconEntry, { params: { name }, body: { kind, terms } });
  output.line(`Saved as "${saved.name}".`);
  output.result(saved);
}

async function remove(
  client: Client,
  { output }: CommandContext,
  [name, more]: readonly string[],
): Promise<void> {
  if (name === undefined || more !== undefined)
    throw new UsageError('Name one entry, as `lexicon list` shows it.');
  await client.call(removeLexiconEntry, { params: { name } });
  output.line(`Removed "${name}".`);
  output.result({ removed: name });
}

async function importFile(
  client: Client,
  { output, values }: CommandContext,
  [file, more]: readonly string[],
): Promise<void> {
  if (file === undefined || more !== undefined) throw new UsageError('Name one file, .csv or .json.');
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UserError('request.invalid', `${file} cannot be read.`, { cause });
  });
  const content =
    extname(file).toLowerCase() === '.json' ? { entries: parseJson(file, text) } : { csv: text };
  const body = { ...content, replace: values['replace'] === true };
  const counts = await client.call(importLexicon, { body });
  output.line(
    `${counts.put} imported, ${counts.removed} removed; the lexicon has ${counts.entries} entries.`,
  );
  output.result(counts);
}

/** A list, or what `lexicon list --json` prints. */
function parseJson(file: string, text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && 'entries' in parsed ? parsed.entries : parsed;
  } catch (cause) {
    throw new UserError('request.invalid', `${file} is not JSON.`, { cause });
  }
}
