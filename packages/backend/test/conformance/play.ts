import type { Client } from '@modelcontextprotocol/client';

type Arguments = Record<string, unknown>;

interface Scenario {
  scenario: string;
  /** Calls that the suite asks for, from its context. */
  toolCalls: { name: string; arguments: Arguments }[];
}

/** What the client does in a scenario: what a host does, list and call, with the arguments that the suite looks for. */
export async function play(client: Client, { scenario, toolCalls }: Scenario): Promise<void> {
  const { tools } = await client.listTools();
  if (scenario === 'http-custom-headers') {
    for (const call of toolCalls) await client.callTool(call);
  } else if (scenario === 'json-schema-2020-12-preservation') {
    const focal = tools.find(({ name }) => name === 'json_schema_2020_12_tool');
    const echo = tools.find(({ name }) => name !== focal?.name);
    if (focal && echo) await client.callTool({ name: echo.name, arguments: { schema: focal.inputSchema } });
  } else if (scenario === 'http-standard-headers') {
    await readEverything(client);
    for (const { name } of tools) await client.callTool({ name, arguments: {} });
  } else {
    for (const tool of tools) {
      // A server may refuse the call: what is judged is what we sent.
      await callAndAnswer(client, { name: tool.name, arguments: sample(tool.inputSchema) }).catch(() => undefined);
    }
  }
}

async function readEverything(client: Client): Promise<void> {
  for (const { uri } of (await client.listResources()).resources) await client.readResource({ uri });
  for (const { name } of (await client.listPrompts()).prompts) await client.getPrompt({ name });
}

/** Calls a tool; when it asks for something, answers and calls again with the state it gave, untouched. */
async function callAndAnswer(client: Client, call: { name: string; arguments: Arguments }): Promise<void> {
  const first = await client.callTool(call, { allowInputRequired: true });
  if (!('inputRequests' in first) || !first.inputRequests) return;
  const answers = Object.keys(first.inputRequests).map((key) => [
    key,
    { action: 'accept', content: { confirmed: true } },
  ]);
  const { requestState } = first;
  const again = {
    ...call,
    inputResponses: Object.fromEntries(answers),
    ...(requestState === undefined ? {} : { requestState }),
  };
  await client.callTool(again, { allowInputRequired: true });
}

function sample({ properties = {} }: { properties?: Record<string, unknown> | undefined }): Arguments {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, JSON.stringify(schema).includes('"number"') ? 5 : name]),
  );
}
