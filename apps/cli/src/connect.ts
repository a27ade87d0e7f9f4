import { OperationalError, UserError } from '@groundwork/kernel';
import { type Config, findLocalCredentials, findRunningServer } from '@groundwork/runtime/local';
import { Client } from './client.ts';

/** A client, where it leads, and how to let go of it. */
export interface Connection {
  readonly client: Client;
  /** For people: `http://…` or `this process`. */
  readonly where: string;
  close(): Promise<void>;
}

/** The options with which every command that needs a server can be pointed at one. */
export const connectionOptions = {
  server: { type: 'string' },
  'api-key': { type: 'string' },
} as const;

export interface ConnectOptions {
  readonly server?: string;
  readonly apiKey?: string;
  /** Whether a server opened here must also work on jobs. */
  readonly workers?: boolean;
  readonly signal: AbortSignal;
}

/**
 * The server named by `--server`; else the one that has the data folder open; else one opened here, for this command
 * alone, on a loopback port and the same data folder. Commands know HTTP only, so they do the same in all three.
 */
export async function connect(config: Config, options: ConnectOptions): Promise<Connection> {
  if (options.server) {
    const apiKey = options.apiKey ?? (await findLocalCredentials(config.dataDir))?.apiKey;
    if (!apiKey)
      throw new UserError('auth.missing', `A key is needed for ${options.server}: give --api-key.`);
    return remote(options.server, apiKey, options.signal);
  }
  const running = await findRunningServer(config.dataDir);
  // Loaded only when needed: a client of a running server starts several times faster without it.
  if (!running) return (await import('./open-here.ts')).openHere(config, options);
  const apiKey = options.apiKey ?? (await findLocalCredentials(config.dataDir))?.apiKey;
  if (!apiKey) throw new OperationalError('auth.missing', `${config.dataDir} has a server but no local key.`);
  return remote(running.address, apiKey, options.signal);
}

function remote(address: string, apiKey: string, signal: AbortSignal): Connection {
  return { client: new Client(address, apiKey, signal), where: address, close: async () => {} };
}
