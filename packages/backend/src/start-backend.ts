import { listen } from '@fes-assistant/runtime';
import { openBackend, type StartBackendOptions } from './open-backend.ts';

export type { StartBackendOptions } from './open-backend.ts';

export interface RunningBackend {
  url: string;
  close(): Promise<void>;
}

/** Service 2: the HTTP API, the conversations and the agent. */
export async function startBackend(options: StartBackendOptions): Promise<RunningBackend> {
  const { bind, backendPort } = options.settings.network;
  const { app, endTurns, close } = await openBackend(options);
  try {
    const listening = await listen(app, { port: backendPort, host: bind, settingName: 'FES_BACKEND_PORT' });
    return {
      url: listening.url,
      async close() {
        await endTurns();
        await listening.close({ graceMs: 200 });
        await close();
      },
    };
  } catch (error) {
    await endTurns();
    await close();
    throw error;
  }
}
