import { setTimeout as pause } from 'node:timers/promises';
import type { CallToolResult, InputRequiredResult, Tool } from '@modelcontextprotocol/server';
import { MissingRequiredClientCapabilityError } from '@modelcontextprotocol/server';
import type { RequestContext, ServerPart } from '../../src/mcp/server-part.ts';
import { answer, audio, image, text } from './content.ts';
import { type FixtureTool, inputTools } from './fixture-input-tools.ts';
import { jsonSchemaTool } from './json-schema-tool.ts';

const between = 50;

const contentTools: FixtureTool[] = [
  fixture('test_simple_text', async () => answer('This is a simple text response for testing.')),
  fixture('test_image_content', async () => ({ content: [image] })),
  fixture('test_audio_content', async () => ({ content: [audio] })),
  fixture('test_embedded_resource', async () => ({
    content: [
      {
        type: 'resource',
        resource: {
          uri: 'test://embedded-resource',
          mimeType: 'text/plain',
          text: 'This is an embedded resource content.',
        },
      },
    ],
  })),
  fixture('test_multiple_content_types', async () => ({
    content: [
      text('Multiple content types test:'),
      image,
      {
        type: 'resource',
        resource: {
          uri: 'test://mixed-content-resource',
          mimeType: 'application/json',
          text: '{"test":"data","value":123}',
        },
      },
    ],
  })),
  fixture('test_error_handling', async () => ({
    isError: true,
    ...answer('This tool intentionally returns an error for testing'),
  })),
];

const streamingTools: FixtureTool[] = [
  fixture('test_tool_with_logging', async (_args, { sdk }) => {
    await sdk.mcpReq.log('info', 'Tool execution started');
    await pause(between);
    await sdk.mcpReq.log('info', 'Tool processing data');
    await pause(between);
    await sdk.mcpReq.log('info', 'Tool execution completed');
    return answer('Logged three messages.');
  }),
  fixture('test_logging_tool', async (_args, { sdk }) => {
    await sdk.mcpReq.log('info', 'Only for those who asked');
    return answer('Logged one message.');
  }),
  fixture('test_tool_with_progress', async (_args, context) => {
    for (const progress of [0, 50, 100]) {
      await progressTo(context, progress);
      await pause(between);
    }
    return answer('Progress was told.');
  }),
  fixture('test_missing_capability', async (_args, { clientCapabilities }) => {
    if (clientCapabilities.sampling) return answer('The client can sample.');
    throw new MissingRequiredClientCapabilityError({ requiredCapabilities: { sampling: {} } });
  }),
];

async function progressTo({ sdk }: RequestContext, progress: number): Promise<void> {
  const progressToken = sdk.mcpReq._meta?.progressToken;
  if (progressToken === undefined) return;
  await sdk.mcpReq.notify({ method: 'notifications/progress', params: { progressToken, progress, total: 100 } });
}

type Run = (args: Record<string, unknown>, context: RequestContext) => Promise<CallToolResult | InputRequiredResult>;

function fixture(name: string, run: Run): FixtureTool {
  const tool: Tool = { name, description: `Conformance fixture ${name}.`, inputSchema: { type: 'object' } };
  return { tool, run };
}

/** Tools that the conformance suite calls, served through the product's own handlers. */
export function fixtureTools(): ServerPart {
  const tools = [...contentTools, ...streamingTools, ...inputTools, jsonSchemaTool];
  const byName = new Map(tools.map((entry) => [entry.tool.name, entry]));
  return {
    capabilities: { tools: {}, logging: {} },
    tools: {
      list: () => tools.map(({ tool }) => tool),
      call: async ({ name, arguments: args }, context) => byName.get(name)?.run(args ?? {}, context),
    },
  };
}
