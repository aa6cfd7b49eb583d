import { expect, it } from 'vitest';
import { sampleTools } from '../test/sample-tools.ts';
import { listTools } from './derive/list-tools.ts';
import { generateToolsDocs } from './tools-docs.ts';

it('documents every tool with its arguments, its examples and how far it can be undone', () => {
  const { tools } = listTools({ mode: 'chat', allowMutations: true, nameMode: 'canonical', tools: sampleTools });
  const docs = generateToolsDocs(tools);
  expect(docs).toContain('2 tools: 1 reads');
  expect(docs).toContain('| `max_fields` | integer | no, `20` |  |');
  expect(docs).toContain('Cannot be undone: things do not come back.');
  expect(docs).toContain('- “Find the lamp” → `{"thing_name":"lamp"}`');
});
