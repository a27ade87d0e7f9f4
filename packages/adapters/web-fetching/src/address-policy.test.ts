import { AddressPolicy } from './address-policy.ts';

const blocked = { code: 'source.blocked' };

test.each([
  ['this network', '0.0.0.0'],
  ['private', '10.1.2.3'],
  ['private', '172.31.255.255'],
  ['private', '192.168.0.1'],
  ['shared', '100.64.0.1'],
  ['loopback', '127.0.0.1'],
  ['loopback', '127.255.255.254'],
  ['the metadata service', '169.254.169.254'],
  ['documentation', '203.0.113.9'],
  ['benchmarks', '198.19.0.1'],
  ['multicast', '224.0.0.251'],
  ['reserved', '250.1.1.1'],
  ['broadcast', '255.255.255.255'],
  ['IPv6 loopback', '::1'],
  ['unspecified', '::'],
  ['mapped loopback', '::ffff:127.0.0.1'],
  ['mapped private, in hexadecimal', '::ffff:a00:1'],
  ['mapped public', '::ffff:8.8.8.8'],
  ['IPv4-compatible', '::127.0.0.1'],
  ['NAT64', '64:ff9b::7f00:1'],
  ['local NAT64', '64:ff9b:1::1'],
  ['6to4 of a private address', '2002:a00:1::1'],
  ['Teredo', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
  ['unique local', 'fd00:ec2::254'],
  ['link-local', 'fe80::1'],
  ['link-local with a zone', 'fe80::1%eth0'],
  ['site-local', 'fec0::1'],
  ['IPv6 multicast', 'ff02::1'],
  ['IPv6 documentation', '2001:db8::1'],
  ['no address at all', 'localhost'],
  ['nothing', ''],
])('%s (%s) is not connected to', (_, address) => {
  expect(() => new AddressPolicy().assertAllowed(address, 'example.com')).toThrow(
    expect.objectContaining(blocked),
  );
});

test.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450:4001::200e'])(
  '%s is public',
  (address) => {
    expect(() => new AddressPolicy().assertAllowed(address, 'example.com')).not.toThrow();
  },
);

test('a network is allowed to the bit, in both families', () => {
  const policy = new AddressPolicy(['10.1.0.0/16', '192.168.7.7', 'fd12::/16']);
  for (const address of ['10.1.0.0', '10.1.255.255', '192.168.7.7', 'fd12::9']) {
    expect(() => policy.assertAllowed(address, address)).not.toThrow();
  }
  for (const address of ['10.2.0.0', '192.168.7.8', 'fd13::9', '127.0.0.1']) {
    expect(() => policy.assertAllowed(address, address)).toThrow(expect.objectContaining(blocked));
  }
});

test('a host allowed by name may be private, but never the metadata service, and no other host profits', () => {
  const policy = new AddressPolicy(['Wiki.corp.example']);
  expect(() => policy.assertAllowed('10.0.0.5', 'wiki.corp.example')).not.toThrow();
  expect(() => policy.assertAllowed('10.0.0.5', 'wiki.corp.example.')).not.toThrow();
  for (const [address, host] of [
    ['10.0.0.5', 'other.corp.example'],
    ['169.254.169.254', 'wiki.corp.example'],
    ['fd00:ec2::254', 'wiki.corp.example'],
    ['fe80::1', 'wiki.corp.example'],
    ['0.0.0.0', 'wiki.corp.example'],
  ] as const) {
    expect(() => policy.assertAllowed(address, host)).toThrow(expect.objectContaining(blocked));
  }
});

test.each(['10.0.0.0/33', 'http://wiki', 'a b', '*.corp'])('%j is no entry of the allow list', (entry) => {
  expect(() => new AddressPolicy([entry])).toThrow(expect.objectContaining({ code: 'config.invalid' }));
});
