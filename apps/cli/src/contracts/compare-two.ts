import { readFile, writeFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { UserError } from '@groundwork/kernel';
import { compareContracts } from '@groundwork/protocol';
import { type CommandContext, type ExitCode, exitCodes } from '../command.ts';
import { connect } from '../connect.ts';
import { UsageError } from '../usage-error.ts';

const formats: Readonly<Record<string, string>> = { '.html': 'html', '.docx': 'docx', '.json': 'json' };

/** What is printed of a comparison; the report has the rest. */
interface Compared {
  readonly changes: readonly {
    readonly kind: string;
    readonly part: string;
    readonly flags: readonly string[];
    readonly before?: { readonly text: string };
    readonly after?: { readonly text: string };
  }[];
  readonly doubtful: readonly unknown[];
  readonly unreadable: readonly { readonly detail: string }[];
}

/** `contracts compare`: what differs between two files. */
export async function compareTwo(context: CommandContext, given: readonly string[]): Promise<ExitCode> {
  const { values, config, output, signal } = context;
  const [before, after, more] = given;
  if (before === undefined || after === undefined || more !== undefined)
    throw new UsageError('Name two files, the older first.');
  const out = values['out'] as string | undefined;
  const format = out === undefined ? 'json' : formats[extname(out).toLowerCase()];
  if (!format) throw new UsageError('--out: a name that ends in .html, .docx or .json.');
  const files = await Promise.all(
    [before, after].map(async (path) => ({ name: basename(path), content: await read(path) })),
  );
  const { client, close } = await connect(config, {
    server: values['server'] as string,
    apiKey: values['api-key'] as string,
    signal,
  });
  try {
    const compare = (as: string) => client.uploadForFile(compareContracts, { query: { format: as } }, files);
    const compared = JSON.parse(new TextDecoder().decode((await compare('json')).content)) as Compared;
    for (const { kind, part, flags, before: old, after: now } of compared.changes) {
      output.line(`${kind} (${part})${flags.length > 0 ? ` [${flags.join(', ')}]` : ''}`);
      if (old) output.line(`  − ${old.text.replaceAll(/\s+/g, ' ')}`);
      if (now) output.line(`  + ${now.text.replaceAll(/\s+/g, ' ')}`);
    }
    for (const { detail } of compared.unreadable) output.line(`unreadable: ${detail}`);
    output.line(`${compared.changes.length} changes, ${compared.doubtful.length} doubtful ones`);
    if (out) {
      const { content, leftOut } = await compare(format);
      await writeFile(out, content);
      for (const what of leftOut) output.line(`left out of ${out}: ${what}`);
    }
    output.result(compared);
    return exitCodes.ok;
  } finally {
    await close();
  }
}

async function read(path: string): Promise<Buffer> {
  return readFile(path).catch(() => {
    throw new UserError('request.invalid', `There is no file "${path}".`);
  });
}
