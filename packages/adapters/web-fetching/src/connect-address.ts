import { lookup as systemLookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { OperationalError } from '@groundwork/kernel';
import type { AddressPolicy } from './address-policy.ts';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/** All addresses of a host name; replaced in tests. */
export type Resolver = (host: string) => Promise<readonly ResolvedAddress[]>;

export const resolveBySystem: Resolver = (host) => systemLookup(host, { all: true });

/**
 * The addresses of a host, each of them allowed: one that is not blocks the host. What is returned is what must be
 * connected to ({@link pinned}): a second look-up might be answered otherwise (DNS rebinding).
 */
export async function allowedAddresses(
  hostname: string,
  policy: AddressPolicy,
  resolve: Resolver,
): Promise<readonly ResolvedAddress[]> {
  const host = hostname.replace(/^\[|\]$/g, '');
  const family = isIP(host);
  const addresses = family
    ? [{ address: host, family }]
    : await resolve(host).catch((cause: unknown) => {
        throw new OperationalError('source.unreachable', `The host "${host}" is not known.`, { cause });
      });
  if (addresses.length === 0) throw new OperationalError('source.unreachable', `"${host}" has no address.`);
  for (const { address } of addresses) policy.assertAllowed(address, host);
  return addresses;
}

/** A look-up that knows these addresses and no others. */
export function pinned(addresses: readonly ResolvedAddress[]): LookupFunction {
  return (_host, options, callback) => {
    if (options.all) callback(null, [...addresses]);
    else callback(null, addresses[0]!.address, addresses[0]!.family);
  };
}
