import { createHash } from 'node:crypto';
import { canonicalJson } from '@fes-assistant/protocol';

/** SHA-256 (hex) of a text. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** SHA-256 (hex) of a value's canonical JSON: of plans and of states. */
export function digestOf(value: unknown): string {
  return sha256(canonicalJson(value));
}
