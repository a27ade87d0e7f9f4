import { findRunningServer } from '@groundwork/runtime/local';
import { type Command, exitCodes } from '../command.ts';

export const doctor: Command = {
  name: 'doctor',
  summary: 'Check that this machine, its settings, database, queue and models work.',
  usage: 'groundwork doctor',
  options: {},
  async run({ config, output }) {
    const parts = [
      { name: 'node', ok: true, detail: `${process.version} on ${process.platform} ${process.arch}` },
    ];
    const running = await findRunningServer(config.dataDir);
    if (running) {
      const response = await fetch(new URL('/health/ready', running.address)).catch(() => undefined);
      const detail = `${running.address} (process ${running.pid}) ${response?.ok ? 'is ready' : 'does not answer'}`;
      parts.push({ name: 'server', ok: response?.ok ?? false, detail });
    }
    // The embedded database belongs to the running server; opening it a second time would only report that.
    if (!running || !config.database.url.startsWith('pglite:')) {
      const { openRuntime } = await import('@groundwork/runtime');
      const runtime = await openRuntime(config);
      try {
        parts.push(...(await runtime.health()));
      } finally {
        await runtime.close();
      }
    }
    for (const { name, ok, detail } of parts) output.line(`${ok ? '✓' : '✗'} ${name.padEnd(10)} ${detail}`);
    const ok = parts.every((part) => part.ok);
    output.result({ ok, parts });
    return ok ? exitCodes.ok : exitCodes.unavailable;
  },
};
