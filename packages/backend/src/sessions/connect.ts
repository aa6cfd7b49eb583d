import type {
  Connection,
  ConnectionStatus,
  Connections,
  ConnectRequest,
  Json,
  ReadResult,
  Side,
} from '@fes-assistant/protocol';
import type { Backend } from '../backend.ts';
import { Refusal } from '../refusal.ts';
import { ToolServerError } from '../tool-server/tool-server.ts';
import { connectionsOf } from './connections-of.ts';
import type { Person } from './page-sessions.ts';

const testTool = 'access.get_my_user';
const testSeconds = 30;

/** Tests a connection by asking the deployment who is logged in, and keeps it in memory when the answer is good. */
export async function connect(
  backend: Backend,
  { person, request }: { person: Person; request: ConnectRequest },
): Promise<ConnectionStatus> {
  const connection = namedOrTyped(backend, request);
  const result = await askWhoIsThere(backend, { person, connection });
  const status = statusOf(result, { side: request.side, connection });
  person.connections.set(request.side, connection);
  person.statuses.set(request.side, status);
  return status;
}

/** Forgets a connection here and in the tool server, which was given its token. */
export async function disconnect(
  { toolServer }: Pick<Backend, 'toolServer'>,
  { person, side }: { person: Person; side: Side },
): Promise<void> {
  const { principal, connections } = person;
  const connection = connections.get(side);
  const pair = connectionsOf('migration', connections);
  connections.delete(side);
  person.statuses.delete(side);
  const left: Connections[] = [...(connection ? [{ mode: 'chat' as const, only: connection }] : []), pair];
  await Promise.all(left.map((one) => toolServer.forget({ principal, connections: one })));
}

function namedOrTyped({ offers }: Backend, { connection, side }: ConnectRequest): Connection {
  if (!('named' in connection)) return { ...connection, origin: trimmedOrigin(connection.origin) };
  const offer = offers.find(({ name, sides }) => name === connection.named && sides.includes(side));
  if (offer) return offer.connection;
  throw new Refusal(404, 'unknown_connection', `No connection named "${connection.named}" is offered here.`);
}

/** What people paste: a missing scheme means https, and a trailing slash means nothing. */
export function trimmedOrigin(typed: string): string {
  const text = typed.trim().replace(/\/+$/, '');
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
}

async function askWhoIsThere(
  backend: Backend,
  { person, connection }: { person: Person; connection: Connection },
): Promise<ReadResult> {
  const tool = await backend.catalogues.find({ mode: 'chat', name: testTool }).catch((error: unknown) => {
    if (error instanceof ToolServerError) throw new Refusal(503, error.failure.code, error.message);
    throw error;
  });
  if (!tool)
    throw new Refusal(503, 'no_tool', `The tool server offers no ${testTool}, so no connection can be tested.`);
  const connections: Connections = { mode: 'chat', only: connection };
  const outcome = await backend.toolServer.call({
    tool,
    arguments: {},
    caller: { principal: person.principal, connections },
    signal: AbortSignal.timeout(testSeconds * 1000),
    onProgress: () => {},
  });
  if (outcome.kind === 'result') return outcome.result;
  if (outcome.kind === 'failed') throw new Refusal(422, outcome.failure.code, outcome.failure.message);
  throw new Refusal(422, 'unexpected', 'The tool server asked for an approval where it should have answered.');
}

function statusOf(result: ReadResult, { side, connection }: { side: Side; connection: Connection }): ConnectionStatus {
  const user = 'item' in result ? result.item : (result.rows[0] ?? null);
  const version = textOf(user, 'version');
  return {
    side,
    deployment: connection.origin,
    verifyTls: connection.verifyTls,
    user: {
      name: [textOf(user, 'firstName'), textOf(user, 'lastName')].filter(Boolean).join(' ') || textOf(user, 'userName'),
      email: textOf(user, 'email'),
      role: textOf(user, 'role') || textOf(user, 'roleName'),
    },
    ...(version === '' ? {} : { version }),
  };
}

function textOf(item: Json, key: string): string {
  if (item === null || typeof item !== 'object' || Array.isArray(item)) return '';
  const value = item[key];
  if (typeof value === 'string') return value;
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return '';
  const name = value['displayName'] ?? value['name'];
  return typeof name === 'string' ? name : '';
}
