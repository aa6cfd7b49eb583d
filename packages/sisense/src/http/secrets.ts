import type { PreparedRequest } from './request.ts';
import { isRecord } from './server-reason.ts';

const secretName = /pass(word|phrase)?$|secret|token|connectionstring|credential|private|apikey/i;
const shortest = 4;

/**
 * The secrets that a request carried: values under names like `password` or `token`, and the texts of encryption. A server
 * may repeat them in what it says.
 */
export function secretsIn({ endpoint, body }: PreparedRequest): string[] {
  if (body === undefined) return [];
  const isAllSecret = endpoint.id.startsWith('encryption.');
  const values = endpoint.bodyAs === 'form' ? Object.fromEntries(new URLSearchParams(body)) : JSON.parse(body);
  return [...new Set(collect(values, isAllSecret))].toSorted((one, other) => other.length - one.length);
}

function collect(value: unknown, isSecret: boolean): string[] {
  if (typeof value === 'string') return isSecret && value.length >= shortest ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((item) => collect(item, isSecret));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, item]) => collect(item, isSecret || secretName.test(name)));
}

/** A text with every secret taken out. */
export function without(secrets: string[], text: string): string {
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, '…'), text);
}
