import { type Command, exitCodes } from '../command.ts';
import { UsageError } from '../usage-error.ts';
import { compareRuns } from './compare-runs.ts';
import { evaluateAnswers } from './evaluate-answers.ts';
import { evaluateContracts } from './evaluate-contracts.ts';
import { evaluateRetrieval } from './evaluate-retrieval.ts';
import type { Evaluation } from './evaluation.ts';

const evaluations: Readonly<Record<string, Evaluation>> = {
  retrieval: evaluateRetrieval,
  answers: evaluateAnswers,
  contracts: evaluateContracts,
  compare: compareRuns,
};

export const evaluate: Command = {
  name: 'eval',
  summary: 'Measure retrieval, answers or contracts on a dataset, through production code.',
  usage:
    'groundwork eval retrieval --dataset DIR    corpus.jsonl, queries.jsonl, qrels.tsv (BEIR layout), or infra/demo\n' +
    'groundwork eval answers --dataset DIR      corpus.jsonl and queries.jsonl with gold answers, or infra/demo\n' +
    'groundwork eval contracts --dataset DIR    txt/ and spans.json (CUAD layout), or a JSON file of ContractNLI\n' +
    'groundwork eval compare BEFORE AFTER       two runs that --save wrote\n\n' +
    'Retrieval, which queries are asked:\n' +
    '  --queries FILE        other queries with the same ids: in another script or language\n' +
    '  --where KEY=VALUE     only those whose metadata have this value, e.g. split=report\n' +
    '  --limit-queries N     the first N\n' +
    '  --sample N --seed S   N drawn by the seed (1)\n' +
    'Retrieval, what is kept:\n' +
    '  --save FILE           the scores of each query\n' +
    '  --compare FILE        query by query with a run that --save wrote\n' +
    '  --cache-embeddings    keep the vectors of passages in the data folder; ingestion speed then says nothing\n' +
    'Both: --record          write a run record below --records DIR (tests/evals/records)\n' +
    'Contracts: --held-out   only those that the model was not trained on\n' +
    '  --absence             CUAD layout: whether a clause that was deleted is said to be missing\n\n' +
    'Retrieval and answers run in a throw-away tenant that is erased afterwards.',
  options: {
    dataset: { type: 'string', short: 'd' },
    cases: { type: 'boolean' },
    queries: { type: 'string' },
    where: { type: 'string' },
    'limit-queries': { type: 'string' },
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    save: { type: 'string' },
    compare: { type: 'string' },
    'cache-embeddings': { type: 'boolean' },
    record: { type: 'boolean' },
    'held-out': { type: 'boolean' },
    absence: { type: 'boolean' },
    records: { type: 'string', default: 'tests/evals/records' },
  },
  async run(context) {
    const [what = ''] = context.positionals;
    const evaluation = evaluations[what];
    if (!evaluation) throw new UsageError(`Say what to evaluate: ${Object.keys(evaluations).join(', ')}.`);
    context.output.result(await evaluation(context));
    return exitCodes.ok;
  },
};
