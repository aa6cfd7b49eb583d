/** Where a deployment lives: an origin, and the one path segment of a tenant where there are several (rest-api §1.1). */
export interface Deployment {
  /** `https://host:port`, without a trailing slash. */
  origin: string;
  /** `''`, or `/tenant`. */
  tenantPath: string;
  hostname: string;
}

const reserved = new Set(['api', 'app', '.', '..']);

/**
 * Reads a deployment URL. Only `http` and `https`, no user name, query or fragment, at most one path segment.
 *
 * @throws TypeError with one sentence that says what to change.
 */
export function parseDeployment(url: string): Deployment {
  const trimmed = url.trim();
  if (!/^[\x21-\x7e]+$/.test(trimmed)) throw new TypeError('The address may only contain plain ASCII characters.');
  if (!URL.canParse(trimmed)) throw new TypeError('The address is not a URL; write it as https://sisense.example.com.');
  const parsed = new URL(trimmed);
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:')
    throw new TypeError('The address must begin with https:// or http://.');
  if (parsed.username || parsed.password) throw new TypeError('The address may not contain a user name or password.');
  if (/[?#]/.test(trimmed)) throw new TypeError('The address may not contain a query or a fragment.');
  return { origin: parsed.origin, tenantPath: tenantPathOf(trimmed, parsed), hostname: bareHost(parsed.hostname) };
}

function tenantPathOf(typed: string, parsed: URL): string {
  const typedPath = /^[a-z]+:\/\/[^/\\]*(.*)$/i.exec(typed)?.[1] ?? '';
  const segments = typedPath.split('/').filter((segment) => segment !== '');
  const [tenant, ...rest] = segments;
  if (tenant === undefined) return '';
  if (rest.length > 0 || reserved.has(tenant.toLowerCase()) || !/^[\w.~-]+$/.test(tenant))
    throw new TypeError(
      `Give the address without a page: ${parsed.origin}, or ${parsed.origin}/tenant where there are several tenants.`,
    );
  return `/${tenant}`;
}

function bareHost(hostname: string): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}

/**
 * Fills a path template. Each parameter is percent-encoded and stays inside its segment.
 *
 * @throws RangeError for a parameter that is missing, empty, `.`, `..` or not text.
 */
export function fillPath(template: string, parameters: Record<string, string> = {}): string {
  return template.replace(/\{(\w+)\}/g, (_whole, name: string) => encodeSegment(name, parameters[name]));
}

function encodeSegment(name: string, value: string | undefined): string {
  if (typeof value !== 'string' || value === '') throw new RangeError(`"${name}" must not be empty.`);
  if (value === '.' || value === '..') throw new RangeError(`"${name}" must not be "${value}".`);
  if (!value.isWellFormed()) throw new RangeError(`"${name}" contains characters that cannot be sent.`);
  return encodeURIComponent(value);
}

/** `?a=1&b=x%2Cy`, or nothing; `undefined` and `null` are left out. */
export function queryString(query: Record<string, unknown> | undefined): string {
  const pairs = formPairs(query);
  return pairs === '' ? '' : `?${pairs}`;
}

/** `a=1&b=2`, percent-encoded, as queries and forms carry it. */
export function formPairs(values: Record<string, unknown> | undefined): string {
  return Object.entries(values ?? {})
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value).toWellFormed())}`)
    .join('&');
}
