import { startBackend } from '@fes-assistant/backend';
import { type Settings, SettingsError } from '@fes-assistant/runtime';
import { operatorOffers } from '../operator-offers.ts';
import { print, printLine } from '../print.ts';
import { runUntilStopped } from '../run-until-stopped.ts';

/** `fes backend`: the backend alone. It needs the tool server's token. */
export function runBackend(settings: Settings): Promise<void> {
  const { mcpToken } = settings.secrets;
  if (mcpToken === undefined) {
    throw new SettingsError(
      'FES_MCP_TOKEN',
      'FES_MCP_TOKEN is not set. A backend by itself needs the one of its tool server.',
    );
  }
  return runUntilStopped(settings, async (running, logs) => {
    const offers = await operatorOffers(settings);
    const backend = running.add(await startBackend({ settings, logger: logs.of('backend'), mcpToken, offers }));
    printLine('Backend', backend.url);
    if (settings.llm.notice) print(settings.llm.notice);
  });
}
