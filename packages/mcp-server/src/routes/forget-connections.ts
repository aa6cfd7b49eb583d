import type { Context } from 'hono';
import type { ChangeParts } from '../calls/change-parts.ts';
import type { RouteVariables } from './operation-routes.ts';
import { refusalResponse, refuse } from './refusal-response.ts';

/**
 * `DELETE /connections`: our backend says that a person has disconnected. The connections stand in the same headers as on
 * `/mcp`; their clients are closed and their tokens forgotten at once, or when the operation that runs on them rests and everybody
 * else with the same token has left too.
 */
export async function forgetConnections(
  context: Context<RouteVariables>,
  { connections, desk }: ChangeParts,
): Promise<Response> {
  const { via, principal } = context.get('requester');
  if (via !== 'backend') {
    return refuse(401, { error: 'This route needs the token in FES_MCP_TOKEN.', type: 'unauthorized' });
  }
  try {
    const sisense = await connections.discard(context.req.raw.headers);
    await desk.leave({ principal, sisense });
    return Response.json({ ok: true, forgotten: sisense.length });
  } catch (error) {
    return refusalResponse(error);
  }
}
