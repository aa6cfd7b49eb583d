import { lookup } from 'node:dns/promises';
import { networkInterfaces } from 'node:os';
import { OriginRefused } from './origin-refused.ts';

/** Every address of a name, as the operating system resolves it. */
export async function resolveAll(host: string): Promise<string[]> {
  try {
    return (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address);
  } catch {
    throw new OriginRefused(`The host ${host} cannot be found. Check the spelling, or the network of this machine.`);
  }
}

/** Addresses of this machine's own network interfaces. */
export function localAddresses(): Set<string> {
  return new Set(
    Object.values(networkInterfaces()).flatMap((interfaces) => (interfaces ?? []).map(({ address }) => address)),
  );
}
