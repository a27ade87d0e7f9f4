import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isGroundworkError } from '@groundwork/kernel';
import { readConfig } from '@groundwork/runtime/local';
import { type Command, type ExitCode, exitCodes } from './command.ts';
import { ask } from './commands/ask.ts';
import { contracts } from './commands/contracts.ts';
import { doctor } from './commands/doctor.ts';
import { evaluate } from './commands/evaluate.ts';
import { ingest } from './commands/ingest.ts';
import { lexicon } from './commands/lexicon.ts';
import { search } from './commands/search.ts';
import { sync } from './commands/sync.ts';
import { openOutput } from './output.ts';
import { UsageError } from './usage-error.ts';

const commands: readonly Command[] = [ingest, sync, ask, search, lexicon, contracts, evaluate, doctor];

function overview(): string {
  const lines = commands.map((command) => `  ${command.name.padEnd(10)} ${command.summary}`);
  return `groundwork <command> [options]\n\n${lines.join('\n')}\n\nEvery command takes --json and --help.`;
}

async function main(argv: readonly string[]): Promise<ExitCode> {
  const command = commands.find(({ name }) => name === argv[0]);
  const output = openOutput(argv.includes('--json'), process.stdout, process.stderr);
  if (!command) {
    const asked = ['help', '--help', '-h'].includes(argv[0] ?? '--help');
    if (asked) process.stdout.write(`${overview()}\n`);
    else output.error(`There is no command "${argv[0]}".\n\n${overview()}`);
    return asked ? exitCodes.ok : exitCodes.usage;
  }
  const interrupt = new AbortController();
  process.once('SIGINT', () => interrupt.abort());
  process.once('SIGTERM', () => interrupt.abort());
  try {
    const { values, positionals } = parseArguments(command, argv.slice(1));
    if (values['help']) {
      process.stdout.write(`${command.summary}\n\n${command.usage}\n`);
      return exitCodes.ok;
    }
    if (existsSync('.env')) process.loadEnvFile('.env');
    const config = readConfig(process.env);
    return await command.run({ values, positionals, config, output, signal: interrupt.signal });
  } catch (error) {
    if (error instanceof UsageError) {
      output.error(`${error.message}\n\n${command.usage}`);
      return exitCodes.usage;
    }
    if (interrupt.signal.aborted) {
      output.error('Interrupted. Run the same command again to go on.');
      return exitCodes.partial;
    }
    if (!isGroundworkError(error)) throw error;
    output.error(`${error.message} [${error.code}]\n${error.remedy}`);
    output.result({ error: { code: error.code, message: error.message, remedy: error.remedy } });
    if (error.code === 'config.invalid') return exitCodes.config;
    return error.name === 'UserError' ? exitCodes.badInput : exitCodes.unavailable;
  }
}

function parseArguments(command: Command, args: readonly string[]) {
  const options = {
    ...command.options,
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

// The exit code is set rather than exited with, so that what was printed is flushed; the runtime is closed by then.
process.exitCode = await main(process.argv.slice(2));
