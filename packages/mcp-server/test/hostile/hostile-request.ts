/** One HTTP request to `/mcp` as a fuzzer made it. */
export interface HostileRequest {
  method: string;
  headers: Record<string, string>;
  body: string | Uint8Array<ArrayBuffer> | undefined;
}

/** A message of JSON-RPC before it is made hostile, with the headers that fit it. */
export interface SoundRequest {
  revision: '2026-07-28' | '2025-11-25';
  message: Record<string, unknown>;
  headers: Record<string, string>;
}

/** What a fuzzer may know of the server: things that are valid there, so that messages come past the first check. */
export interface KnownThings {
  /** Open sessions of 2025-11-25. */
  sessions: readonly string[];
  /** Headers that name a deployment. */
  connection: Record<string, string>;
  /** Names of tools with arguments that fit. */
  calls: readonly { name: string; arguments: Record<string, unknown> }[];
  operations: readonly string[];
  /** States that were signed by the server. */
  states: readonly string[];
}
