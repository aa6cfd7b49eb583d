import { guardFromSettings, type Logger, listen, type Settings } from '@fes-assistant/runtime';
import { distFolder } from './build-web.ts';
import { readStaticFiles } from './static-files.ts';
import { webApp } from './web-app.ts';

export interface WebOptions {
  settings: Pick<Settings, 'network' | 'ui'>;
  logger: Pick<Logger, 'info' | 'warn'>;
  /** Where the built page is. */
  dist?: string;
}

/** Serves the page on FES_UI_PORT and passes `/api` to FES_BACKEND_URL. The page must have been built (`buildWeb`). */
export async function startWeb({ settings, logger, dist = distFolder }: WebOptions) {
  const { network, ui } = settings;
  const app = webApp({
    files: await readStaticFiles(dist),
    backend: new URL(ui.backendUrl),
    guard: guardFromSettings({ network }),
    onBackendDown: (err) => logger.warn({ err }, 'The backend does not answer.'),
  });
  const { url, close } = await listen(app, { port: network.uiPort, host: network.bind, settingName: 'FES_UI_PORT' });
  logger.info({ url }, 'The page is served.');
  return { url, close: () => close() };
}
