import type { AnswersRecord, RetrievalRecord, RunRecord } from './run-record.ts';

type Kind = RunRecord['kind'];

/** Markdown tables of committed records, by the name of the place they belong to. */
export type ResultsTables = Readonly<Record<Kind, string>>;

/** Renders the records: the same records, in whatever order, give the same text. */
export function renderResultsTables(records: readonly RunRecord[]): ResultsTables {
  const sorted = [...records].sort((a, b) => titleOf(a).localeCompare(titleOf(b), 'en'));
  const retrieval = sorted.filter((record) => record.kind === 'retrieval');
  const answers = sorted.filter((record) => record.kind === 'answers');
  return {
    retrieval: section(retrieval, [rankingsTable(retrieval), goldTable(retrieval)]),
    answers: section(answers, [answersTable(answers)]),
  };
}

/**
 * Puts tables between their markers, `<!-- results:NAME -->` and `<!-- /results:NAME -->`.
 * Throws `Error` where a marker is missing, rather than lose a table.
 */
export function insertResults(markdown: string, tables: Readonly<Record<string, string>>): string {
  return Object.entries(tables).reduce((text, [name, table]) => {
    const [open, close] = [`<!-- results:${name} -->`, `<!-- /results:${name} -->`];
    const [start, end] = [text.indexOf(open), text.indexOf(close)];
    if (start < 0 || end < start) throw new Error(`The markers ${open} … ${close} are missing.`);
    return `${text.slice(0, start + open.length)}\n\n${table}\n\n${text.slice(end)}`;
  }, markdown);
}

function section(records: readonly RunRecord[], tables: readonly string[]): string {
  if (records.length === 0) return '_Nothing recorded yet._';
  return [...tables.filter(Boolean), provenance(records)].join('\n\n');
}

function titleOf({ dataset: { name, selection } }: RunRecord): string {
  return selection ? `${name} (${selection})` : name;
}

function rankingsTable(records: readonly RetrievalRecord[]): string {
  const columns = [
    'Set',
    'Documents / queries',
    'BM25 leg',
    'Vector leg',
    'Fused',
    'Reranked',
    '95 % interval',
    'Recall@10',
    'Recall@100',
  ];
  return table(
    columns,
    records.map((record) => {
      const { lexical, vector, fused, reranked } = record.rankings;
      const final = reranked ?? fused;
      return [
        titleOf(record),
        `${thousands(record.dataset.docs)} / ${thousands(record.dataset.queries)}`,
        ...[lexical, vector, fused].map(({ ndcg10 }) => score(ndcg10)),
        score(reranked?.ndcg10),
        final.intervals.ndcg10.map(score).join('–'),
        score(final.recall10),
        score(final.recall100),
      ];
    }),
  );
}

function goldTable(records: readonly RetrievalRecord[]): string {
  const withGold = records.filter(({ rankings }) => rankings.fused.goldRecall5 !== undefined);
  if (withGold.length === 0) return '';
  const columns = [
    'Gold-sentence recall@5 / @10',
    'BM25 leg',
    'Vector leg',
    'Fused',
    'Reranked',
    '95 % interval (@5)',
    'Characters a passage',
  ];
  return table(
    columns,
    withGold.map((record) => {
      const { lexical, vector, fused, reranked } = record.rankings;
      return [
        titleOf(record),
        ...[lexical, vector, fused, reranked].map((scores) =>
          scores ? `${score(scores.goldRecall5)} / ${score(scores.goldRecall10)}` : '–',
        ),
        ((reranked ?? fused).intervals.goldRecall5 ?? []).map(score).join('–'),
        record.passageChars?.toFixed(0) ?? '–',
      ];
    }),
  );
}

function answersTable(records: readonly AnswersRecord[]): string {
  const columns = [
    'Set (questions)',
    'Answerable: answered / correct',
    'Unanswerable: abstained',
    'Quotes byte-identical',
    'Citation precision / recall',
  ];
  const rows = records.flatMap((record) => {
    const parts = Object.entries(record.splits).map(
      ([name, scores]) => [`${titleOf(record)}, split ${name}`, scores] as const,
    );
    return [[titleOf(record), record.scores] as const, ...parts];
  });
  return table(
    columns,
    rows.map(([title, { questions, answered, correct, abstention, citations }]) => [
      `${title} (${thousands(questions)})`,
      `${percent(answered)} / ${percent(correct)}`,
      percent(abstention.recall),
      percent(citations.exact),
      `${score(citations.precision)} / ${score(citations.recall)}`,
    ]),
  );
}

/** Which configurations the tables above come from, each once; their commits are in the records. */
function provenance(records: readonly RunRecord[]): string {
  const dates = new Map<string, string[]>();
  for (const { date, configuration } of records) {
    const { embedding, fusion, reranker, answers, database, node, machine, groundwork } = configuration;
    const parts = [
      `embeddings ${embedding.model} ${embedding.version} (${embedding.dimensions} dimensions)`,
      `fusion ${fusion}`,
      reranker && `reranker ${reranker}`,
      answers && `answers ${answers.replace(/:$/, '')}`,
      database,
      `Node ${node}`,
      machine,
      `Groundwork ${groundwork.version}`,
    ];
    const line = parts.filter(Boolean).join(', ');
    dates.set(line, [...(dates.get(line) ?? []), date.slice(0, 10)].sort());
  }
  return [...dates]
    .map(([line, days]) => `_Recorded ${[...new Set([days[0], days.at(-1)])].join(' to ')} with ${line}._`)
    .sort()
    .join('\n\n');
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}

/** `.698`, as the field writes shares; a dash where nothing was measured. */
function score(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(3).replace(/^0/, '');
}

function percent(value: number | undefined): string {
  return value === undefined ? '–' : `${(value * 100).toFixed(0)} %`;
}

function thousands(value: number): string {
  return value.toLocaleString('en');
}
