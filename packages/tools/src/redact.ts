import type { Json } from '@fes-assistant/protocol';
import { isSecretName } from './derive/refused-arguments.ts';

/** The same value with every secret in it struck out: connections carry passwords and keys, often under odd names. */
export function redact(value: Json, name = ''): Json {
  if (Array.isArray(value)) return value.map((member) => redact(member, name));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, redact(member, key)]));
  }
  if (typeof value === 'string' && value !== '' && isSecretName(name)) return '(secret)';
  return typeof value === 'string' ? withoutInlineSecrets(value) : value;
}

/** `…;PWD=abc;…` and `https://user:abc@host` hold a secret inside of a text. */
function withoutInlineSecrets(text: string): string {
  return text
    .replace(/\b(pwd|password|accesstoken|secret|token)\s*=\s*[^;&\s]+/gi, '$1=(secret)')
    .replace(/(\w+:\/\/[^\s:/@]+):[^\s@/]+@/g, '$1:(secret)@');
}
