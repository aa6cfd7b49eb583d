import type { Column, JsonSchema, ToolExample, ToolManifest } from '@fes-assistant/protocol';

interface TestTool {
  id: string;
  title: string;
  description: string;
  effect?: 'read' | 'change';
  properties?: Record<string, JsonSchema>;
  required?: string[];
  columns?: Column[];
  examples?: ToolExample[];
}

export function testTool(tool: TestTool): ToolManifest {
  const { id, title, description, effect = 'read', properties = {}, required = [], columns = [], examples = [] } = tool;
  const readOnlyHint = effect === 'read';
  return {
    id,
    name: id.replace('.', '_'),
    module: id.slice(0, id.indexOf('.')),
    title,
    description,
    effect,
    annotations: { title, readOnlyHint, destructiveHint: !readOnlyHint, idempotentHint: true, openWorldHint: true },
    inputSchema: { type: 'object', properties, required, additionalProperties: false },
    outputSchema: { type: 'object' },
    columns,
    examples,
    tags: [],
    secrets: [],
  };
}

export const userColumns: Column[] = [
  { key: 'email', title: 'E-mail', kind: 'text' },
  { key: 'firstName', title: 'First name', kind: 'text' },
  { key: 'lastName', title: 'Last name', kind: 'text' },
  { key: 'role', title: 'Role', kind: 'text' },
  { key: 'active', title: 'Active', kind: 'boolean' },
  { key: 'lastLogin', title: 'Last login', kind: 'date' },
];

export const testTools: ToolManifest[] = [
  testTool({
    id: 'access.get_my_user',
    title: 'Who am I',
    description: 'Shows the user whose API token is connected.',
    examples: [{ ask: 'Who am I logged in as?', input: {} }],
  }),
  testTool({
    id: 'access.get_users_all',
    title: 'All users',
    description: 'Lists all users with role, groups, state and last login.',
    columns: userColumns,
    examples: [{ ask: 'Show me all users', input: {} }],
  }),
  testTool({
    id: 'access.delete_user',
    title: 'Delete user',
    description: 'Deletes one user, found by e-mail address.',
    effect: 'change',
    properties: { user_name: { type: 'string' } },
    required: ['user_name'],
    examples: [{ ask: 'Remove bob@acme.example', input: { user_name: 'bob@acme.example' } }],
  }),
];

export const updateUserTool = testTool({
  id: 'access.update_user',
  title: 'Change user',
  description: 'Changes one user.',
  effect: 'change',
  properties: {
    user_email: { type: 'string' },
    user_data: { type: 'object', properties: { groups: { type: 'array', items: { type: 'string' } } } },
  },
  required: ['user_email', 'user_data'],
  examples: [
    {
      ask: 'Make kim@acme.example a designer',
      input: { user_email: 'kim@acme.example', user_data: { role: 'designer' } },
    },
  ],
});

export const someUsers = [
  {
    email: 'ann@acme.example',
    firstName: 'Ann',
    lastName: 'Lee',
    role: 'admin',
    active: true,
    lastLogin: '2026-11-20T08:00:00.000Z',
  },
  { email: 'bob@acme.example', firstName: 'Bob', lastName: 'Ray', role: 'viewer', active: true, lastLogin: null },
  {
    email: 'cat@acme.example',
    firstName: 'Cat',
    lastName: 'Moe',
    role: 'viewer',
    active: false,
    lastLogin: '2026-01-02T08:00:00.000Z',
  },
];
