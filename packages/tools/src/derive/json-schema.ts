import type { Json, JsonSchema, Mode } from '@fes-assistant/protocol';
import { z } from 'zod';
import type { Tool } from '../tool.ts';

const sideSchema: JsonSchema = {
  type: 'string',
  enum: ['source', 'target'],
  description: 'Which deployment to read',
};

/** What a model is told of the arguments; as short as it can be without losing a rule. */
export function inputSchema(tool: Tool, mode: Mode): JsonSchema {
  const schema = publish(z.toJSONSchema(tool.input, { io: 'input', reused: 'inline' }));
  const closed: JsonSchema = { ...schema, additionalProperties: false };
  if (mode !== 'migration' || tool.effect !== 'read') return closed;
  const properties = { side: sideSchema, ...(schema['properties'] as JsonSchema) };
  return { ...closed, properties, required: ['side', ...((schema['required'] as string[] | undefined) ?? [])] };
}

const columns: JsonSchema = {
  type: 'array',
  items: {
    type: 'object',
    properties: { key: text(), title: text(), kind: text() },
    required: ['key', 'title', 'kind'],
  },
};

/** Shape of `structuredContent`: rows or one item for a read; the operation that waits or ran for a change. */
export function outputSchema(tool: Tool): JsonSchema {
  if (tool.effect === 'change' || tool.secretResult) {
    return object(
      {
        operation_id: text(),
        state: text(),
        summary: text(),
        digest: text(),
        expires_at: text(),
        approval_url: text(),
        operation: { type: 'object' },
      },
      ['operation_id', 'state', 'summary', 'digest', 'expires_at', 'operation'],
    );
  }
  const extras = { columns, handle: text(), notes: { type: 'array', items: text() } };
  if (tool.row) {
    const rows = { type: 'array', items: resultSchema(tool.row) } as JsonSchema;
    const fields = { rows, total: { type: 'integer' }, nextCursor: text(), ...extras } as JsonSchema;
    return object(fields, ['rows', 'columns', 'total']);
  }
  const item = tool.item ? resultSchema(tool.item) : {};
  return object({ item, total: { type: 'integer', const: 1 }, ...extras } as JsonSchema, ['item', 'columns', 'total']);
}

function resultSchema(schema: z.ZodType): JsonSchema {
  return publish(z.toJSONSchema(schema, { io: 'output', reused: 'inline', unrepresentable: 'any' }));
}

function object(properties: JsonSchema, required: string[]): JsonSchema {
  return { type: 'object', properties, required };
}

function text(): JsonSchema {
  return { type: 'string' };
}

/** Leaves out what says nothing: the dialect, the range of safe integers, names of properties that are any text. */
function publish(schema: unknown): JsonSchema {
  return clean(schema) as JsonSchema;
}

function clean(value: unknown): Json {
  if (Array.isArray(value)) return value.map(clean);
  if (value === null || typeof value !== 'object') return value as Json;
  const kept = Object.entries(value).filter(([key, member]) => !saysNothing(key, member));
  return Object.fromEntries(kept.map(([key, member]) => [key, clean(member)]));
}

function saysNothing(key: string, value: unknown): boolean {
  if (key === '$schema' || key === 'propertyNames') return true;
  if (key === 'maximum' || key === 'minimum') return Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER;
  return (
    key === 'additionalProperties' && value !== null && typeof value === 'object' && Object.keys(value).length === 0
  );
}
