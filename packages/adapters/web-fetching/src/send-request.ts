import { type IncomingMessage, request as requestHttp, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { AddressPolicy } from './address-policy.ts';
import { allowedAddresses, pinned, type Resolver } from './connect-address.ts';

export interface Wire {
  readonly policy: AddressPolicy;
  readonly resolve: Resolver;
}

/**
 * One GET, on a connection of its own, to an address that was checked and to no other. No proxy, cookie or credential
 * of this process goes with it. Rejects with what Node's client throws.
 */
export async function sendRequest(
  url: URL,
  headers: Readonly<Record<string, string>>,
  { policy, resolve }: Wire,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const addresses = await allowedAddresses(url.hostname, policy, resolve);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const options: RequestOptions = {
    method: 'GET',
    headers: { ...headers, connection: 'close' },
    agent: false,
    lookup: pinned(addresses),
    maxHeaderSize: 32 * 1024,
    signal,
  };
  return new Promise((resolveResponse, reject) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, options, resolveResponse);
    request.on('error', reject);
    request.on('socket', (socket) =>
      socket.once('connect', () => {
        // The pin already holds; this one looks at the connection itself, whatever led to it.
        try {
          policy.assertAllowed(socket.remoteAddress ?? '', host);
        } catch (error) {
          request.destroy(error as Error);
        }
      }),
    );
    request.end();
  });
}
