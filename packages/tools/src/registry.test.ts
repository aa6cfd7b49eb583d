import { describe, expect, it } from 'vitest';
import { sampleTools } from '../test/sample-tools.ts';
import { buildRegistry } from './build-registry.ts';
import { readRegistry } from './registry.ts';

const read = (rows: unknown) => readRegistry(JSON.stringify(rows), sampleTools);

describe('a registry file', () => {
  it('may have been written for the Python implementation', () => {
    const row = {
      tool_id: 'access.look_up',
      module: 'access',
      class: 'A',
      method: 'b',
      full_doc: '',
      parameters: {},
      sdk_version: '1',
      mutates: false,
      tags: [],
      updated_at: '',
      examples: [{ user_query: 'Find it', arguments: { name: 'lamp' }, notes: '' }],
    };
    const { registry, lines } = read([row]);
    expect(lines).toEqual([]);
    expect(registry.rows.get('access.look_up')?.examples).toEqual([{ ask: 'Find it', input: { name: 'lamp' } }]);
  });

  it('is told, line by line, what in it is passed over', () => {
    const { registry, lines } = read([
      { tool_id: 'access.lookup' },
      { tool_id: 'access.remove', desciption: 'x' },
      { tool_id: 'access.look_up', examples: [{ user_query: 'Find it', arguments: { domain: 'evil.example' } }] },
      { tool_id: 'access.look_up' },
      { description: 'of nothing' },
    ]);
    expect(lines).toEqual([
      'row 1 is not used: there is no tool "access.lookup"; is "access.look_up" meant?',
      'row 2 (access.remove): the field "desciption" is not known; is "description" meant?',
      "row 3 (access.look_up): an example does not fit the tool's arguments",
      "row 4 (access.look_up) is not used: an earlier row is the same tool's",
      'row 5 is not used: tool_id does not fit',
    ]);
    expect([...registry.rows.keys()]).toEqual(['access.remove', 'access.look_up']);
  });

  it('may hide a tool', () => {
    expect(read([{ tool_id: 'access.remove', hidden: true }]).registry.rows.size).toBe(0);
  });

  it.each(['', '{', '{"tool_id":"access.remove"}'])(
    'that is not a JSON array stops the start with one line: %j',
    (text) => {
      expect(() => readRegistry(text, sampleTools)).toThrow(
        /^The tool registry (is not valid JSON|must be a JSON array)/,
      );
    },
  );

  it('is built from the tools, and read back without a complaint', () => {
    const rows = buildRegistry({ date: '2026-11-01', tools: sampleTools });
    expect(rows.map((row) => [row.tool_id, row.mutates])).toEqual([
      ['access.look_up', false],
      ['access.remove', true],
      ['migration.move', true],
    ]);
    expect(read(rows).lines).toEqual([]);
  });

  it('keeps the date of a row that did not change', () => {
    const previous = buildRegistry({ date: '2026-11-01', tools: sampleTools }).map((row) =>
      row.tool_id === 'access.remove' ? { ...row, description: 'Older words.' } : row,
    );
    const rows = buildRegistry({ date: '2026-11-24', previous, tools: sampleTools });
    expect(rows.map((row) => row.updated_at)).toEqual(['2026-11-01', '2026-11-24', '2026-11-01']);
  });
});
