import { setTimeout as pause } from 'node:timers/promises';
import { catalogUri } from '@fes-assistant/protocol';
import type { Client } from '@modelcontextprotocol/client';

const againMs = 1_000;

/**
 * Keeps a stream open on which the tool server tells what changed outside a call (`MCP_AUTO_SUBSCRIBE`), and opens it again
 * when it breaks: a server that was away may be another one, with other tools. A 2025-11-25 server tells on the stream that
 * its client keeps open anyway.
 */
export async function keepListening({
  use,
  changed,
  signal,
}: {
  use: (work: (client: Client) => Promise<void>) => Promise<void>;
  changed: () => void;
  signal: AbortSignal;
}): Promise<void> {
  let wasAway = false;
  while (!signal.aborted) {
    await use(async (client) => {
      client.setNotificationHandler('notifications/resources/updated', changed);
      client.setNotificationHandler('notifications/tools/list_changed', changed);
      const subscription = await client.listen(
        { toolsListChanged: true, resourceSubscriptions: [catalogUri] },
        { signal },
      );
      if (wasAway) changed();
      await subscription.closed;
    }).catch(() => undefined);
    wasAway = true;
    await pause(againMs, undefined, { signal }).catch(() => undefined);
  }
}
