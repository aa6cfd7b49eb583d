import type { Requester } from '../callers/requester.ts';
import type { ChangeParts } from '../calls/change-parts.ts';
import type { McpEndpoint } from '../mcp/endpoint.ts';
import { refuse } from './refusal-response.ts';

/**
 * `POST /mcp/cancel`: stops the reads that a session waits for, and its running operations before their next step. Only the
 * caller's own session; any other id is as unknown as one that never was.
 */
export async function cancelSession(
  { id, requester }: { id: string | undefined; requester: Requester },
  { endpoint, change }: { endpoint: McpEndpoint; change: ChangeParts },
): Promise<Response> {
  const session = id === undefined ? undefined : endpoint.sessions.find(id, requester);
  if (!session) {
    return refuse(404, { error: 'You have no such session. Send its id in Mcp-Session-Id.', type: 'not-found' });
  }
  const cancelled: string[] = [];
  const { principal } = requester;
  for (const operation of session.operations) {
    const { state } = await change.desk.operations.get({ id: operation, principal });
    if (state !== 'approved' && state !== 'running') continue;
    await change.desk.operations.cancel({ id: operation, caller: { principal } });
    cancelled.push(operation);
  }
  const calls = session.running.size;
  for (const call of session.running) call.abort();
  return Response.json({ ok: true, calls, operations: cancelled });
}
