/** What a person types as a domain, as the address that is connected to: `acme.sisense.com/` → `https://acme.sisense.com`. */
export function originOf(typed: string): string {
  const trimmed = typed.trim().replace(/\/+$/, '');
  if (trimmed === '' || /^[a-z][a-z0-9+.-]*:(\/\/|$)/i.test(trimmed)) return trimmed;
  return `https://${trimmed}`;
}

/** Why this cannot be a deployment's address, or nothing. The server checks again and knows more. */
export function domainProblem(typed: string): string | undefined {
  const origin = originOf(typed);
  if (origin === '') return 'Type the address of your Sisense deployment.';
  const url = URL.parse(origin);
  if (!url?.hostname) return 'This is not an address. It looks like acme.sisense.com.';
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'The address must begin with https:// or nothing.';
  if (url.username || url.password) return 'Leave user name and password out of the address.';
  if (url.search || url.hash || url.pathname.split('/').filter(Boolean).length > 1) {
    return 'Give the address only, without the page that follows it.';
  }
  return undefined;
}
