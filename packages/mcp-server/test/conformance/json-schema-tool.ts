import { answer } from './content.ts';
import type { FixtureTool } from './fixture-input-tools.ts';

/** Built from entries: an object literal with a member `then` looks like a promise. */
const conditional = Object.fromEntries([['then', { required: ['phone'] }]]);

/** Keywords of JSON Schema 2020-12 that must reach the client as they are. */
export const jsonSchemaTool: FixtureTool = {
  tool: {
    name: 'json_schema_2020_12_tool',
    description: 'Tool with JSON Schema 2020-12 features',
    inputSchema: {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      $defs: {
        address: {
          $anchor: 'addressDef',
          type: 'object',
          properties: { street: { type: 'string' }, city: { type: 'string' } },
        },
      },
      properties: {
        name: { type: 'string' },
        address: { $ref: '#/$defs/address' },
        contactMethod: { type: 'string', enum: ['phone', 'email'] },
        phone: { type: 'string' },
        email: { type: 'string' },
      },
      allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }] }],
      if: { properties: { contactMethod: { const: 'phone' } }, required: ['contactMethod'] },
      ...conditional,
      else: { required: ['email'] },
      additionalProperties: false,
    },
  },
  run: async () => answer('Taken.'),
};
