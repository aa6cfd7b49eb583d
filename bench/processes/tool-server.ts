import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMcpServer } from '@fes-assistant/mcp-server';
import { createLogger, loadSettings } from '@fes-assistant/runtime';
import { memoryNow } from '../memory.ts';
import { serveParent, wishOfParent } from '../parent-process.ts';

/** The tool server as `fes mcp` starts it, on a free port and with data of its own. */
const { origin } = wishOfParent<{ origin: string }>();
const folder = mkdtempSync(join(tmpdir(), 'fes-bench-'));
const loaded = loadSettings({ FES_DATA_DIR: folder, FES_LOG_DIR: folder }, { service: 'mcp' });
const settings = {
  ...loaded,
  network: { ...loaded.network, mcpPort: 0 },
  sisense: { ...loaded.sisense, alsoAllowed: [origin] },
};
const logger = createLogger({ service: 'mcp', settings, terminal: { write: () => true } });
const server = await startMcpServer({ settings, logger });

serveParent(server.url, {
  answers: { memory: memoryNow },
  close: async () => {
    await server.close();
    await logger.closeLog();
    rmSync(folder, { recursive: true, force: true });
  },
});
