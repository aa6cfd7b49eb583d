import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** `never`: refused whatever the operator lists. `loopback`: only where the operator lists loopback itself. */
export type AddressKind = 'never' | 'loopback' | 'ordinary';

const neverReached: [string, number, 'ipv4' | 'ipv6'][] = [
  ['0.0.0.0', 8, 'ipv4'], // unspecified, "this network"
  ['169.254.0.0', 16, 'ipv4'], // link-local; metadata of AWS, Azure, GCP
  ['100.100.100.200', 32, 'ipv4'], // metadata of Alibaba Cloud
  ['168.63.129.16', 32, 'ipv4'], // Azure's own wire server
  ['192.0.0.192', 32, 'ipv4'], // metadata of Oracle Cloud (classic)
  ['224.0.0.0', 4, 'ipv4'], // multicast
  ['240.0.0.0', 4, 'ipv4'], // reserved, broadcast
  ['fe80::', 10, 'ipv6'], // link-local
  ['fec0::', 10, 'ipv6'], // site-local, withdrawn
  ['ff00::', 8, 'ipv6'], // multicast
  ['fd00:ec2::', 32, 'ipv6'], // metadata and local services of AWS
  ['fd20:ce::', 32, 'ipv6'], // metadata of GCP
  ['2001::', 32, 'ipv6'], // Teredo: hides an IPv4 address
  ['2002::', 16, 'ipv6'], // 6to4: hides an IPv4 address
  ['64:ff9b:1::', 48, 'ipv6'], // local NAT64: hides an IPv4 address
];

const never = new BlockList();
for (const [address, prefix, family] of neverReached) never.addSubnet(address, prefix, family);
const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** What may be said of an address by itself; IPv4 addresses inside IPv6 ones are judged as what they reach. */
export function addressKind(address: string): AddressKind {
  const inner = innerIpv4(address);
  if (inner === 'hidden') return 'never';
  const judged = inner ?? address;
  const family = isIPv4(judged) ? 'ipv4' : 'ipv6';
  if (family === 'ipv6' && !isIPv6(judged)) return 'never';
  if (loopback.check(judged, family)) return 'loopback';
  return never.check(judged, family) ? 'never' : 'ordinary';
}

/** The address as rules are compared with: `::ffff:10.0.0.1` is 10.0.0.1. */
export function plainAddress(address: string): string {
  const inner = innerIpv4(address);
  return inner === undefined || inner === 'hidden' ? address : inner;
}

/** IPv4 in a mapped or NAT64 address; `hidden` for forms that no deployment has (IPv4-compatible, ISATAP, zones). */
function innerIpv4(address: string): string | 'hidden' | undefined {
  if (isIPv4(address)) return undefined;
  if (!isIPv6(address) || address.includes('%')) return 'hidden';
  const groups = groupsOf(address);
  const [high = 0, low = 0] = groups.slice(6);
  const inner = [high >> 8, high & 255, low >> 8, low & 255].join('.');
  const head = groups.slice(0, 6).join(':');
  if (head === '0:0:0:0:0:65535' || head === '100:65435:0:0:0:0') return inner;
  if (head === '0:0:0:0:65535:0') return 'hidden';
  if (head === '0:0:0:0:0:0' && !(high === 0 && low === 1)) return 'hidden';
  return groups[5] === 0x5efe && (groups[4] === 0 || groups[4] === 0x200) ? 'hidden' : undefined;
}

function groupsOf(address: string): number[] {
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail] = canonical.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => '0');
  return [...left, ...zeros, ...right].map((group) => Number.parseInt(group, 16));
}
