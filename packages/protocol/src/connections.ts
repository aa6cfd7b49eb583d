import { z } from 'zod';

/** Request headers of the tool server that say on whose behalf and on which deployment a call runs (base64url JSON). */
export const connectionHeaders = {
  principal: 'FES-Principal',
  connection: 'FES-Connection',
  connectionName: 'FES-Connection-Name',
  source: 'FES-Source',
  target: 'FES-Target',
} as const;

/** Where a Sisense deployment is and with which token. Lives in memory only; never part of a tool's arguments. */
export const connectionSchema = z.strictObject({
  /** `https://host[:port]`, with one path segment where the deployment is a tenant of a multi-tenant server. */
  origin: z.string().min(1).max(2048),
  token: z.string().min(1).max(16_384),
  verifyTls: z.boolean().default(true),
});
export type Connection = z.infer<typeof connectionSchema>;

/** Which deployment of a call is meant. `only` is the one deployment of chat mode. */
export type Side = 'only' | 'source' | 'target';
export type Mode = 'chat' | 'migration';

/** The connections of one call: one or none in chat mode, exactly two in migration mode. */
export type Connections =
  | { mode: 'chat'; only?: Connection }
  | { mode: 'migration'; source: Connection; target: Connection };

/** What may be shown and stored of a connection: never its token. */
export interface ConnectionIdentity {
  side: Side;
  /** Origin with the tenant path, as a person would write it. */
  deployment: string;
  /** SHA-256 (hex) of origin, tenant path and logged-in user id. An operation resumes only under the same one. */
  fingerprint: string;
  userId: string;
  userName: string;
}

export class InvalidConnectionHeader extends Error {}

export function encodeConnection(connection: Connection): string {
  return base64url(JSON.stringify(connection));
}

/** @throws {InvalidConnectionHeader} with a sentence that never repeats the header's value. */
export function decodeConnection(header: string, name: string): Connection {
  try {
    return connectionSchema.parse(JSON.parse(fromBase64url(header)));
  } catch {
    throw new InvalidConnectionHeader(
      `The header ${name} is not a connection. It must be base64url JSON of {origin, token, verifyTls}.`,
    );
  }
}

function base64url(text: string): string {
  const binary = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64url(text: string): string {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(binary, (char) => char.charCodeAt(0)));
}
