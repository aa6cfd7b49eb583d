import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net';
import { z } from 'zod';
import { addressKind } from './address-kind.ts';

/** One entry of FES_SISENSE_HOSTS. Without a scheme it is https; without a port it is the scheme's own. */
export type HostRule = { scheme: 'http' | 'https'; port: number | 'any'; text: string } & (
  | { kind: 'name'; name: string; subdomains: boolean }
  | { kind: 'range'; range: BlockList; loopback: boolean }
);

const shape = /^(?:(https?):\/\/)?(\[[0-9a-f:.]+\](?:\/\d{1,3})?|[^[\]:]+?)(?::(\d{1,5}|\*))?\/?$/i;

/** @throws {Error} whose message completes "It must be …". */
export function parseHostRule(text: string): HostRule {
  const [, scheme = 'https', host = '', portText] = shape.exec(text) ?? [];
  const port = portText === undefined ? (scheme === 'http' ? 80 : 443) : portText === '*' ? 'any' : Number(portText);
  if (host === '' || (port !== 'any' && (port < 1 || port > 65_535))) throw new Error(expectation);
  const rule = { scheme: scheme.toLowerCase() === 'http' ? 'http' : 'https', port, text } as const;
  const address = rangeOf(host);
  if (address) return { ...rule, ...address };
  const subdomains = host.startsWith('*.');
  const name = (subdomains ? host.slice(2) : host).toLowerCase();
  if (!isHostName(name) || (subdomains && !name.includes('.'))) throw new Error(expectation);
  return { ...rule, kind: 'name', name, subdomains };
}

const expectation =
  'a comma-separated list of origins (https://bi.acme.com), host names (*.acme.com) or address ranges (10.0.0.0/8:30845), none of them reserved';

/** Schema of the setting FES_SISENSE_HOSTS. */
export function hostRules() {
  return z.string().transform((text, issues) => {
    const items = text
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
    try {
      for (const item of items) parseHostRule(item);
      if (items.length > 0) return items;
    } catch {
      // The sentence below says what is wrong for every entry.
    }
    issues.addIssue({ code: 'custom', message: expectation });
    return z.NEVER;
  });
}

/** ASCII letters, digits and hyphens in labels; its last label is not a number, so it cannot be read as an address. */
export function isHostName(name: string): boolean {
  if (name.length > 253) return false;
  const labels = name.split('.');
  const last = labels.at(-1) ?? '';
  if (/^(\d+|0x[0-9a-f]*)$/i.test(last)) return false;
  return labels.every((label) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i.test(label));
}

function rangeOf(host: string): { kind: 'range'; range: BlockList; loopback: boolean } | undefined {
  const [bracketed = '', prefixText] = host.split('/');
  const address = bracketed.replace(/^\[|\]$/g, '');
  if (isIP(address) === 0) return undefined;
  const bits = isIPv4(address) ? 32 : 128;
  const prefix = prefixText === undefined ? bits : Number(prefixText);
  if (!Number.isInteger(prefix) || prefix < 1 || prefix > bits) throw new Error(expectation);
  const range = new BlockList();
  if (prefix === bits && addressKind(address) === 'never') throw new Error(expectation);
  range.addSubnet(address, prefix, isIPv6(address) ? 'ipv6' : 'ipv4');
  return { kind: 'range', range, loopback: isLoopbackRange(address, prefix) };
}

/** Only a range inside loopback opens loopback: 0.0.0.0/1 does not. */
function isLoopbackRange(address: string, prefix: number): boolean {
  return isIPv4(address) ? address.startsWith('127.') && prefix >= 8 : /^(0*:)*:?0*1$/.test(address) && prefix === 128;
}
