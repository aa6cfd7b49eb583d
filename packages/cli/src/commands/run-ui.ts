import type { Settings } from '@fes-assistant/runtime';
import { buildWeb, startWeb } from '@fes-assistant/web';
import { print, printLine } from '../print.ts';
import { runUntilStopped } from '../run-until-stopped.ts';

/** `fes ui --build`: for images, whose running part has no build tools. */
export async function buildPage(): Promise<void> {
  print((await buildWeb()) ? 'The page is built.' : 'The page is built already.');
}

/** `fes ui`: the page alone. */
export function runUi(settings: Settings): Promise<void> {
  return runUntilStopped(settings, async (running, logs) => {
    await buildWeb();
    const web = running.add(await startWeb({ settings, logger: logs.of('ui') }));
    printLine('Page', web.url);
  });
}
