import { isLoopbackHost } from '../settings/is-loopback.ts';

/** Whether a Host header names this installation: loopback under any port, or an entry of the allow-list. */
export function isAllowedHost(header: string | undefined, allowed: readonly string[]): boolean {
  if (header === undefined) return false;
  const [, name = ''] = /^([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i.exec(header) ?? [];
  if (name === '') return false;
  const whole = header.toLowerCase();
  return isLoopbackHost(name) || allowed.some((entry) => entry === whole || entry === name.toLowerCase());
}

/** Whether a page of this origin may call: the page that was served under the same Host, or a listed one. */
export function isAllowedOrigin(
  origin: string,
  { host, allowed }: { host: string; allowed: readonly string[] },
): boolean {
  const url = URL.parse(origin);
  if (!url || !/^https?:$/.test(url.protocol) || url.origin !== origin.toLowerCase()) return false;
  return url.host === withoutStandardPort(host, url.protocol) || allowed.includes(url.origin);
}

function withoutStandardPort(host: string, protocol: string): string {
  return host.toLowerCase().replace(protocol === 'https:' ? /:443$/ : /:80$/, '');
}
