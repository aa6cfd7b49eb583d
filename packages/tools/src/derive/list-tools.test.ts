import { describe, expect, it } from 'vitest';
import { sampleTools } from '../../test/sample-tools.ts';
import { readRegistry } from '../registry.ts';
import { type ListSettings, listTools } from './list-tools.ts';

const chat: ListSettings = { mode: 'chat', allowMutations: true, nameMode: 'claude', tools: sampleTools };
const ids = (settings: ListSettings) => listTools(settings).tools.map(({ id }) => id);

describe('the list of tools', () => {
  it('is in one order, with one hash, however the tools were written down', () => {
    const turned = listTools({ ...chat, tools: sampleTools.toReversed() });
    expect(turned).toEqual(listTools(chat));
    expect(turned.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('has another hash when it is another list', () => {
    expect(listTools({ ...chat, allowMutations: false }).hash).not.toBe(listTools(chat).hash);
  });

  it('offers reads and changes in chat, and no migrations', () => {
    expect(ids(chat)).toEqual(['access.look_up', 'access.remove']);
  });

  it('offers reads with a side and migrations, and no other changes, in migration mode', () => {
    const listed = listTools({ ...chat, mode: 'migration' }).tools;
    expect(listed.map(({ id }) => id)).toEqual(['access.look_up', 'migration.move']);
    expect(listed[0]?.inputSchema['required']).toEqual(['side', 'thing_name']);
  });

  it('offers no change where changes are off', () => {
    expect(ids({ ...chat, allowMutations: false })).toEqual(['access.look_up']);
  });

  it('offers only the modules allowed', () => {
    expect(ids({ ...chat, allowModules: ['dashboard'] })).toEqual([]);
  });

  it('publishes names that every host accepts, or the dotted ids', () => {
    expect(listTools(chat).tools[0]?.name).toBe('access_look_up');
    expect(listTools({ ...chat, nameMode: 'canonical' }).tools[0]?.name).toBe('access.look_up');
  });

  it('derives what a host needs to know from the tool alone', () => {
    const remove = listTools(chat).tools[1];
    expect(remove).toMatchObject({
      module: 'access',
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true },
      undo: 'Cannot be undone: things do not come back',
      inputSchema: { type: 'object', required: ['thing_name'], additionalProperties: false },
    });
  });

  it('follows a registry: its order, its words, and only its rows', () => {
    const file = JSON.stringify([
      { tool_id: 'access.remove', description: 'Takes a thing away.' },
      { tool_id: 'access.look_up', mutates: true },
    ]);
    const { registry } = readRegistry(file, sampleTools);
    expect(ids({ ...chat, registry })).toEqual(['access.remove', 'access.look_up']);
    expect(listTools({ ...chat, registry }).tools[0]?.description).toBe('Takes a thing away.');
    expect(ids({ ...chat, registry, allowMutations: false })).toEqual([]);
    expect(ids({ ...chat, registry: readRegistry('[{"tool_id":"access.remove"}]', sampleTools).registry })).toEqual([
      'access.remove',
    ]);
  });
});
