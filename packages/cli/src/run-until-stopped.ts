import type { Settings } from '@fes-assistant/runtime';
import { Logs } from './open-service.ts';
import { Running } from './running.ts';
import { untilStopped } from './until-stopped.ts';

/** Starts the parts of one command and closes what was started, when it is stopped or when one of them fails. */
export async function runUntilStopped(
  settings: Settings,
  startParts: (running: Running, logs: Logs) => Promise<void>,
): Promise<void> {
  const running = new Running();
  try {
    await startParts(running, running.add(new Logs(settings)));
  } catch (error) {
    await running.close();
    throw error;
  }
  await untilStopped(() => running.close());
}
