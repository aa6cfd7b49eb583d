import { deliver } from '@fes-assistant/testing';
import { onTestFinished } from 'vitest';
import { startScriptedToolServer } from './scripted-tool-server.ts';
import { openTestBackend } from './start-test-backend.ts';
import { testTools } from './tools.ts';

/** A backend without a port until the test ends, and how it makes a session for one more browser. */
export async function openApp() {
  const toolServer = await startScriptedToolServer(testTools);
  const { app, close } = await openTestBackend({ toolServer });
  onTestFinished(() => close().then(toolServer.close));
  const newCookie = async () => {
    const answer = await deliver(app, { method: 'GET', path: '/api/session', headers: { host: '127.0.0.1:8001' } });
    return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  };
  return { app, newCookie };
}
