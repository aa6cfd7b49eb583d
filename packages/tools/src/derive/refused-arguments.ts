/** Where the Python implementation took connections: as arguments. Here a call never carries one. */
const credentialNames = new Set(
  ['', 'source_', 'target_'].flatMap((prefix) =>
    ['domain', 'token', 'ssl', 'is_ssl', 'verify_ssl', 'port', 'host', 'base_url', 'api_token', 'operating_system'].map(
      (name) => prefix + name,
    ),
  ),
);

const secretNames = new Set([
  'password',
  'passwd',
  'pwd',
  'passphrase',
  'secret',
  'secretkey',
  'secretaccesskey',
  'awssecretkey',
  'accesstoken',
  'refreshtoken',
  'token',
  'apikey',
  'apitoken',
  'privatekey',
  'clientsecret',
  'authorization',
]);

export const credentialSentence =
  'A call never carries a connection: the deployment and its token are set where you connect (on the page, in the host’s settings, or in the connections file), so leave these arguments out';

export const secretSentence =
  'A secret is never taken from a call: leave it out, and the person who approves the change types it there';

export function isCredentialName(name: string): boolean {
  return credentialNames.has(name.toLowerCase());
}

/** Paths of values that are secrets by their name or form, at any depth: `user_data.password`. */
export function secretPaths(value: unknown, path: string[] = []): string[] {
  if (typeof value === 'string') return holdsSecret(value, path.at(-1) ?? '') ? [path.join('.')] : [];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, member]) => secretPaths(member, [...path, key]));
}

function holdsSecret(text: string, name: string): boolean {
  if (text !== '' && isSecretName(name)) return true;
  return plain(name).includes('connectionstring') && /\b(pwd|password|accesstoken|secret)\s*=\s*[^;\s]/i.test(text);
}

/** Whether a field of this name holds a secret: `password`, `AWS_SECRET_KEY`, `clientSecret`. */
export function isSecretName(name: string): boolean {
  return secretNames.has(plain(name));
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
