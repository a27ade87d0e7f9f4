import { listCollections, searchPassages } from '@groundwork/protocol';
import { type Command, exitCodes } from '../command.ts';
import { connect, connectionOptions } from '../connect.ts';
import { findCollections } from '../find-collections.ts';
import { UsageError } from '../usage-error.ts';

export const search: Command = {
  name: 'search',
  summary: 'Find the passages nearest to a query.',
  usage: 'groundwork search "…" [--collection NAME]… [--limit N]',
  options: {
    collection: { type: 'string', short: 'c', multiple: true },
    limit: { type: 'string', short: 'n' },
    ...connectionOptions,
  },
  async run({ values, positionals, config, output, signal }) {
    const query = positionals.join(' ').trim();
    if (!query) throw new UsageError('Give a query.');
    const limit = values['limit'] === undefined ? 5 : Number(values['limit']);
    const { client, close } = await connect(config, {
      server: values['server'] as string,
      apiKey: values['api-key'] as string,
      signal,
    });
    try {
      const collections = findCollections(
        await client.call(listCollections),
        values['collection'] as string[],
      );
      const found = await client.call(searchPassages, { body: { query, limit, ...collections } });
      for (const passage of found.passages) {
        // A sheet is found by its cells; what number it has among the sheets helps nobody.
        const page = passage.cells
          ? `, ${passage.cells}`
          : passage.pageStart
            ? `, page ${passage.pageStart}`
            : '';
        const path = passage.headingPath.length > 0 ? ` › ${passage.headingPath.join(' › ')}` : '';
        output.line(`${passage.rank}. ${passage.title}${path}${page}  (${passage.scores.fused.toFixed(3)})`);
        output.line(`   ${passage.text.replace(/\s+/g, ' ').slice(0, 300)}`);
        const again = passage.duplicates?.length ?? 0;
        if (again > 0) output.line(`   (the same text ${again === 1 ? 'once' : `${again} times`} more)`);
        output.line(`   ${passage.externalId} [${passage.span.start}–${passage.span.end}]`);
      }
      if (found.passages.length === 0) output.line('Nothing found.');
      output.result(found);
      return exitCodes.ok;
    } finally {
      await close();
    }
  },
};
