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
  const schema = argumentsSchema(tool.input);
  const closed: JsonSchema = { ...schema, additionalProperties: false };
  if (mode !== 'migration' || tool.effect !== 'read') return closed;
  const properties = { side: sideSchema, ...(schema['properties'] as JsonSchema) };
  return { ...closed, properties, required: ['side', ...((schema['required'] as string[] | undefined) ?? [])] };
}

/** The arguments alone, in keywords that every host knows. */
export function argumentsSchema(input: z.ZodObject): JsonSchema {
  return publish(z.toJSONSchema(input, { io: 'input', reused: 'inline' }));
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
  if (tool.effect === 'change' || tool.secretResult) return object(operationFields, operationAlways);
  const extras = { columns, handle: text(), notes: { type: 'array', items: text() } };
  if (tool.row) {
    const rows = { type: 'array', items: resultSchema(tool.row) } as JsonSchema;
    const fields = { rows, total: { type: 'integer' }, nextCursor: text(), ...extras } as JsonSchema;
    return object(fields, ['rows', 'columns', 'total']);
  }
  const item = tool.item ? resultSchema(tool.item) : {};
  const fields = { item, total: { type: 'integer', const: 1 }, ...extras } as JsonSchema;
  if (tool.secretInput) return object({ ...fields, ...operationFields }, []);
  return object(fields, ['item', 'columns', 'total']);
}

const operationFields: JsonSchema = {
  operation_id: text(),
  state: text(),
  summary: text(),
  digest: text(),
  expires_at: text(),
  approval_url: text(),
  operation: { type: 'object' },
};
const operationAlways = ['operation_id', 'state', 'summary', 'digest', 'expires_at', 'operation'];

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
  if ('$ref' in value) return {};
  if ('type' in value && Array.isArray(value.type)) return clean(branches(value));
  const kept = Object.entries(value)
    .filter(([key, member]) => !saysNothing(key, member))
    .map(([key, member]): [string, Json] => [key, key === 'properties' ? cleanProperties(member) : clean(member)]);
  return Object.fromEntries(kept.filter(([key, member]) => !isAnything(key, member)));
}

/** `type: [a, b]` as a branch for each: not every host knows the short form. */
function branches({ type, description, ...rules }: { type?: unknown; description?: unknown }) {
  const each = (type as string[]).map((one) => (one === 'null' ? { type: one } : { type: one, ...rules }));
  return { ...(description === undefined ? {} : { description }), anyOf: each };
}

/** The names in here are of arguments, not keywords. */
function cleanProperties(properties: unknown): Json {
  return Object.fromEntries(Object.entries(properties ?? {}).map(([name, schema]) => [name, clean(schema)]));
}

/** The one thing referred to is "any JSON"; that a text is not empty is checked here and told in words when it is. */
function saysNothing(key: string, value: unknown): boolean {
  if (key === '$schema' || key === '$defs' || key === 'propertyNames') return true;
  if (key === 'minLength') return value === 1;
  return (key === 'maximum' || key === 'minimum') && Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER;
}

function isAnything(key: string, schema: Json): boolean {
  const isOpen = key === 'additionalProperties' || key === 'items';
  return isOpen && typeof schema === 'object' && schema !== null && Object.keys(schema).length === 0;
}
