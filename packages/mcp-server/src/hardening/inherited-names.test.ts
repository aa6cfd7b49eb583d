import { describe, expect, test } from 'vitest';
import { connectClient, startTestServer } from '../../test/start-test-server.ts';

/** What every object of the language has, and no list of ours. */
const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];

describe.each(names)('the name %s', (name) => {
  test('is no tool, prompt, argument, resource, operation, result or column', async () => {
    const { url } = await startTestServer();
    const client = await connectClient(url, { revision: '2026-07-28' });
    await client.callTool({ name: 'access_list_boxes', arguments: {} });
    await expect(client.callTool({ name, arguments: {} })).rejects.toThrow('There is no tool named');
    await expect(client.getPrompt({ name, arguments: {} })).rejects.toThrow('There is no prompt named');
    const argument = { name, value: 'a' };
    const completions = await Promise.all([
      client.complete({ ref: { type: 'ref/prompt', name }, argument }),
      client.complete({ ref: { type: 'ref/prompt', name: 'off_board_user' }, argument }),
    ]);
    expect(completions.map(({ completion }) => completion.values)).toEqual([[], []]);
    await expect(client.readResource({ uri: `sisense://${name}/x` })).rejects.toThrow('not found');
    await expect(client.readResource({ uri: `fes://operation/${name}` })).rejects.toThrow('not found');
    const said = async (tool: string, args: Record<string, unknown>) =>
      JSON.stringify((await client.callTool({ name: tool, arguments: args })).content);
    const where = [{ column: name, is: 'contains', value: 'native' }];
    expect(await said('results_count', { result: '$r1', where })).toContain('0');
    expect(await said('results_sum', { result: '$r1', column: name })).toContain('has no column');
    expect(await said('results_filter', { result: '$r1', where })).toContain('has no column');
    expect(await said('access_list_boxes', { min_size: `$r1.rows[0].${name}` })).toContain('no column');
  });
});
