import { isIP, isIPv4 } from 'node:net';
import { isHostName } from './host-rule.ts';
import { OriginRefused } from './origin-refused.ts';

/** A deployment's address, normalised: the same deployment always has the same `origin`. */
export interface Deployment {
  /** Scheme, host, port where it is not the scheme's own, and the tenant path. */
  origin: string;
  scheme: 'http' | 'https';
  /** Name, or address without brackets, in lower case. */
  host: string;
  port: number;
  /** Path segment of a tenant of a multi-tenant server. */
  tenant?: string;
}

const shape =
  /^(?:([a-z][a-z0-9+.-]*):\/\/)?(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?(?:\/([a-z0-9_-]{1,64})?\/?)?$/i;
const pages = new Set(['app', 'api', 'dashboard', 'account']);

/**
 * Reads what a person typed as the address of a Sisense deployment. Without a scheme it is https.
 * @throws {OriginRefused}
 */
export function parseDeployment(typed: string): Deployment {
  const text = typed.trim();
  refuseStrangeText(text);
  const [, scheme = 'https', bracketed = '', portText, tenant] = shape.exec(text) ?? refuseShape(text);
  const lower = scheme.toLowerCase();
  if (lower !== 'http' && lower !== 'https')
    throw new OriginRefused(`An address starts with https://, not ${lower}://.`);
  const host = hostOf(bracketed);
  const standard = lower === 'https' ? 443 : 80;
  const port = portText === undefined ? standard : Number(portText);
  if (port < 1 || port > 65_535) throw new OriginRefused('The port of the address must be from 1 to 65535.');
  if (tenant !== undefined && pages.has(tenant.toLowerCase())) refuseShape(text);
  const written = isIP(host) === 6 ? `[${host}]` : host;
  const origin = `${lower}://${written}${port === standard ? '' : `:${port}`}`;
  if (tenant === undefined) return { origin, scheme: lower, host, port };
  return { origin: `${origin}/${tenant}`, scheme: lower, host, port, tenant };
}

function refuseStrangeText(text: string): void {
  if (text === '') throw new OriginRefused('Enter the address of the deployment, such as https://bi.acme.com.');
  if (text.length > 2048) throw new OriginRefused('The address is too long.');
  if (/[^\u0021-\u007e]/.test(text)) {
    throw new OriginRefused(
      'The address holds a blank, an invisible or a non-English character. Type it again; write international names as xn--….',
    );
  }
  if (text.includes('@')) throw new OriginRefused('Leave user name and password out of the address.');
}

function refuseShape(text: string): never {
  if (/[?#]/.test(text)) {
    throw new OriginRefused('Enter the address only up to the host, such as https://bi.acme.com, without ? and #.');
  }
  throw new OriginRefused(
    'That is not the address of a deployment. Enter scheme, host and, where there is one, port and tenant: https://bi.acme.com or https://bi.acme.com/tenant.',
  );
}

function hostOf(bracketed: string): string {
  const address = bracketed.replace(/^\[|\]$/g, '').toLowerCase();
  if (bracketed.startsWith('[')) {
    if (isIP(address) !== 6) throw new OriginRefused('The address in brackets is not an IPv6 address.');
    return new URL(`http://[${address}]`).hostname.slice(1, -1);
  }
  if (isIPv4(address) || isHostName(address)) return address;
  if (/^[0-9a-fx.]+$/.test(address)) {
    throw new OriginRefused('Write an IP address as four numbers from 0 to 255, such as 10.1.2.3.');
  }
  throw new OriginRefused('The host of the address is not a valid name.');
}
