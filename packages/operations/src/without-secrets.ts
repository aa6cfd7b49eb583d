/** Shorter values are no secrets to look for: replacing every "a" would only make a text unreadable. */
const shortest = 3;

/**
 * A copy of a value in which no text holds one of the secrets, in the forms in which a server echoes them. For whatever an
 * operation records of an answer or an error.
 */
export function withoutSecrets<T>(value: T, secrets: Record<string, string>): T {
  const forms = Object.values(secrets)
    .filter((secret) => secret.length >= shortest)
    .flatMap(formsOf);
  return forms.length === 0 ? value : (replaceIn(value, forms) as T);
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const forms = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    bytes.toString('hex'),
  ];
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}

function replaceIn(value: unknown, forms: string[]): unknown {
  if (typeof value === 'string') return forms.reduce((text, form) => text.replaceAll(form, '[secret]'), value);
  if (Array.isArray(value)) return value.map((item) => replaceIn(item, forms));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [replaceIn(key, forms) as string, replaceIn(member, forms)]),
  );
}
