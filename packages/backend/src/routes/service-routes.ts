import type { ToolManifest } from '@fes-assistant/protocol';
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { functionName } from '../agent/function-name.ts';
import type { Backend } from '../backend.ts';
import { Refusal } from '../refusal.ts';
import { ToolServerError } from '../tool-server/tool-server.ts';
import { answer, described } from './answers.ts';

const health = createRoute({
  method: 'get',
  path: '/health',
  tags: ['service'],
  summary: 'Whether the backend runs',
  responses: described('`{"status":"ok"}`'),
});
const ready = createRoute({
  method: 'get',
  path: '/ready',
  tags: ['service'],
  summary: 'Whether it can answer questions: the tool server answers too',
  responses: { ...described('`{"status":"ready"}`'), 503: { description: 'What is missing.' } },
});
const tools = createRoute({
  method: 'get',
  path: '/tools',
  tags: ['service'],
  summary: 'The tools as OpenAI function tools, and the registry',
  responses: described('`{tools: [OpenAI function tools], registry: {id: {id, module, mutates, description}}}`'),
});

export function serviceRoutes(app: OpenAPIHono, backend: Backend): void {
  app.openapi(health, (context) => answer(context, { status: 'ok' }));
  app.openapi(ready, async (context) => {
    const up = await backend.toolServer.isUp();
    return up
      ? answer(context, { status: 'ready' })
      : answer(context, { ok: false, error: 'The tool server does not answer.', error_type: 'unavailable' }, 503);
  });
  app.openapi(tools, async (context) => {
    const { tools: all } = await backend.catalogues.of('chat').catch((error: unknown) => {
      if (error instanceof ToolServerError) throw new Refusal(503, 'unavailable', error.message);
      throw error;
    });
    return answer(context, { tools: all.map(asFunction), registry: Object.fromEntries(all.map(asRegistryRow)) });
  });
}

function asFunction(tool: ToolManifest): object {
  const { description, inputSchema } = tool;
  return { type: 'function', function: { name: functionName(tool), description, parameters: inputSchema } };
}

function asRegistryRow({ id, module, effect, description }: ToolManifest): [string, object] {
  return [id, { id, module, mutates: effect === 'change', description }];
}
