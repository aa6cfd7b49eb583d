import { createHash } from 'node:crypto';
import {
  Client,
  type ClientOptions,
  type FetchLike,
  StreamableHTTPClientTransport,
} from '@modelcontextprotocol/client';

interface ClientPoolOptions {
  /** `…/mcp/`. */
  url: URL;
  protocolVersion?: string | undefined;
  fetch: FetchLike;
  now: () => number;
}

/** One MCP client for each set of headers: nothing of one caller is ever in a client of another. */
interface ClientPool {
  use<Result>(headers: Record<string, string>, work: (client: Client) => Promise<Result>): Promise<Result>;
  /** Closes the client of these headers: the next call connects anew. */
  drop(headers: Record<string, string>): void;
  closeIdle(): void;
  close(): Promise<void>;
}

interface Pooled {
  client: Promise<Client>;
  busy: number;
  lastUsed: number;
}

const idleMs = 300_000;
const connectMs = 15_000;

export function createClientPool(options: ClientPoolOptions): ClientPool {
  const pooled = new Map<string, Pooled>();

  function entryOf(headers: Record<string, string>): Pooled {
    const key = keyOf(headers);
    const known = pooled.get(key);
    if (known) return known;
    const made: Pooled = { client: connect(options, headers), busy: 0, lastUsed: options.now() };
    pooled.set(key, made);
    made.client.catch(() => pooled.delete(key));
    return made;
  }
  function closeIdle(): void {
    for (const [key, { client, busy, lastUsed }] of pooled) {
      if (busy > 0 || options.now() - lastUsed < idleMs) continue;
      pooled.delete(key);
      closeQuietly(client);
    }
  }

  return {
    closeIdle,
    async use(headers, work) {
      const entry = entryOf(headers);
      entry.busy += 1;
      try {
        return await work(await entry.client);
      } finally {
        entry.busy -= 1;
        entry.lastUsed = options.now();
      }
    },
    drop(headers) {
      const key = keyOf(headers);
      const entry = pooled.get(key);
      pooled.delete(key);
      if (entry && entry.busy === 0) closeQuietly(entry.client);
    },
    async close() {
      const all = [...pooled.values()];
      pooled.clear();
      await Promise.all(all.map(({ client }) => client.then((open) => open.close()).catch(() => undefined)));
    },
  };
}

/** Tokens are keys only as their digest. */
function keyOf(headers: Record<string, string>): string {
  return createHash('sha256').update(JSON.stringify(headers)).digest('hex');
}

function closeQuietly(client: Promise<Client>): void {
  client.then((open) => open.close()).catch(() => undefined);
}

async function connect(options: ClientPoolOptions, headers: Record<string, string>): Promise<Client> {
  const client = new Client({ name: 'fes-assistant-backend', version: '1' }, clientOptions(options.protocolVersion));
  client.setRequestHandler('elicitation/create', () => ({ action: 'cancel' }));
  const transport = new StreamableHTTPClientTransport(options.url, {
    requestInit: { headers },
    fetch: options.fetch,
    reconnectionOptions: {
      maxRetries: 3,
      initialReconnectionDelay: 100,
      maxReconnectionDelay: 1000,
      reconnectionDelayGrowFactor: 2,
    },
  });
  await client.connect(transport, { timeout: connectMs });
  return client;
}

/** A 2025-11-25 server asks by `elicitation/create`; answering "cancel" leaves the plan waiting for the person. */
function clientOptions(pinned: string | undefined): ClientOptions {
  const common: ClientOptions = {
    capabilities: { elicitation: { form: {} } },
    inputRequired: { autoFulfill: false },
  };
  if (pinned === '2025-11-25') return { ...common, versionNegotiation: { mode: 'legacy' } };
  return { ...common, versionNegotiation: { mode: pinned === undefined ? 'auto' : { pin: pinned } } };
}
