import { BlockList, isIP } from 'node:net';
import { UserError } from '@groundwork/kernel';

type Family = 'ipv4' | 'ipv6';

/** IPv4 that is not of the public internet: the IANA special-purpose registry (RFC 6890), multicast and beyond. */
const specialIpv4 = blockList([
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24'],
  ...['203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
]);

/** IPv6 is public only inside 2000::/3; so mapped, translated, local and multicast addresses need no row of their own. */
const publicIpv6 = blockList(['2000::/3']);
/** Within it: protocol assignments and Teredo, documentation, and 6to4, which hides an IPv4 address. */
const specialIpv6 = blockList(['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']);

/** What a host allowed by name may resolve to: private networks and this machine; never link-local, so no metadata service. */
const intranet = blockList([
  ...['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '127.0.0.0/8'],
  ...['fc00::/7', '::1/128'],
]);
/** Within `fc00::/7`: the metadata service of a large cloud. */
const metadata = blockList(['fd00:ec2::/32']);

/**
 * Which addresses may be connected to. Public ones may; others only where the operator named the host (`wiki.corp`),
 * the address (`10.1.2.3`) or its network (`10.1.0.0/16`).
 */
export class AddressPolicy {
  readonly #hosts = new Set<string>();
  readonly #networks = new BlockList();

  /** Throws `UserError('config.invalid')` for an entry that is neither a host name nor an address or network. */
  constructor(allowed: readonly string[] = []) {
    for (const entry of allowed) {
      if (addNetwork(this.#networks, entry)) continue;
      if (!/^[a-z0-9_]([a-z0-9._-]*[a-z0-9])?$/i.test(entry)) {
        throw new UserError('config.invalid', `"${entry}" is no host name, address or network.`);
      }
      this.#hosts.add(entry.toLowerCase());
    }
  }

  /** Throws `UserError('source.blocked')` unless the address, reached under this host name, may be connected to. */
  assertAllowed(address: string, host: string): void {
    if (this.#allows(address, host)) return;
    const shown = address === host ? address : `"${host}" (${address})`;
    throw new UserError('source.blocked', `${shown} is not an address of the public internet.`);
  }

  #allows(address: string, host: string): boolean {
    const family = familyOf(address);
    if (!family) return false;
    if (this.#networks.check(address, family)) return true;
    if (isPublic(address, family)) return true;
    const isNamed = this.#hosts.has(host.toLowerCase().replace(/\.$/, ''));
    return isNamed && intranet.check(address, family) && !metadata.check(address, family);
  }
}

function isPublic(address: string, family: Family): boolean {
  if (family === 'ipv4') return !specialIpv4.check(address, family);
  return publicIpv6.check(address, family) && !specialIpv6.check(address, family);
}

function familyOf(address: string): Family | undefined {
  // A zone ("fe80::1%eth0") belongs to link-local addresses; `isIP` takes it, a public address has none.
  if (address.includes('%')) return undefined;
  const version = isIP(address);
  return version === 4 ? 'ipv4' : version === 6 ? 'ipv6' : undefined;
}

function blockList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) addNetwork(list, network);
  return list;
}

function addNetwork(list: BlockList, network: string): boolean {
  const [, address = '', bits] = /^\[?([0-9a-f.:]+?)\]?(?:\/(\d{1,3}))?$/i.exec(network) ?? [];
  const family = familyOf(address);
  const width = family === 'ipv4' ? 32 : 128;
  if (!family || Number(bits ?? 0) > width) return false;
  list.addSubnet(address, bits === undefined ? width : Number(bits), family);
  return true;
}
