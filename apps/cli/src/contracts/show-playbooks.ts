import { listPlaybooks } from '@groundwork/protocol';
import { type CommandContext, type ExitCode, exitCodes } from '../command.ts';
import { connect } from '../connect.ts';

/** `contracts playbooks`: what `--playbook` may name. */
export async function showPlaybooks({ values, config, output, signal }: CommandContext): Promise<ExitCode> {
  const { client, close } = await connect(config, {
    server: values['server'] as string,
    apiKey: values['api-key'] as string,
    signal,
  });
  try {
    const found = await client.call(listPlaybooks);
    for (const { id, origin } of found.playbooks) output.line(`${id.padEnd(24)} ${origin}`);
    output.result(found);
    return exitCodes.ok;
  } finally {
    await close();
  }
}
