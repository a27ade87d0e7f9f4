import { type Command, type CommandContext, type ExitCode } from '../command.ts';
import { connectionOptions } from '../connect.ts';
import { compareTwo } from '../contracts/compare-two.ts';
import { extractContracts } from '../contracts/extract-contracts.ts';
import { reviewContracts } from '../contracts/review-contracts.ts';
import { showPlaybooks } from '../contracts/show-playbooks.ts';
import { UsageError } from '../usage-error.ts';

type Verb = (context: CommandContext, given: readonly string[]) => Promise<ExitCode>;

const verbs: Readonly<Record<string, Verb>> = {
  review: reviewContracts,
  extract: extractContracts,
  compare: compareTwo,
  playbooks: showPlaybooks,
};

export const contracts: Command = {
  name: 'contracts',
  summary: 'Review contracts against a playbook, extract their fields, compare two versions.',
  usage:
    'groundwork contracts review <file or folder>… [--playbook ID or FILE.yaml] [--stance ROLE] [--out DIR] [--name NAME]\n' +
    'groundwork contracts extract <file or folder>…\n' +
    'groundwork contracts compare BEFORE AFTER [--out FILE.html|.docx|.json]\n' +
    'groundwork contracts playbooks\n\n' +
    'Review writes to DIR, per contract, an HTML and a JSON report and, of DOCX, the original with tracked changes and\n' +
    'comments; and for the batch index.html and findings.xlsx. Without a playbook only the built-in checks speak.\n' +
    'Interrupted, the work goes on in the server; the same files again are not read twice. Exit code 1: some failed.',
  options: {
    playbook: { type: 'string', short: 'p' },
    stance: { type: 'string', short: 's' },
    out: { type: 'string', short: 'o' },
    name: { type: 'string' },
    access: { type: 'string', multiple: true },
    ...connectionOptions,
  },
  run(context) {
    const [name = '', ...given] = context.positionals;
    const verb = verbs[name];
    if (!verb) throw new UsageError('Say what to do: review, extract, compare or playbooks.');
    return verb(context, given);
  },
};
