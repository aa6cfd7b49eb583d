import { hostileText, hostileValue } from './hostile-values.ts';
import type { Random } from './random.ts';

/** As much of JSON Schema as the tools use. */
export interface Schema {
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
}

/** A value at an edge of what its schema allows. */
export function edgeValue(random: Random, schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return random.pick(schema.enum);
  const other = schema.anyOf ?? schema.oneOf;
  if (other && other.length > 0) return edgeValue(random, random.pick(other));
  switch ([schema.type].flat()[0]) {
    case 'string':
      return edgeText(random, schema);
    case 'integer':
      return random.pick([schema.minimum ?? 0, schema.maximum ?? Number.MAX_SAFE_INTEGER, 1]);
    case 'number':
      return random.pick([schema.minimum ?? 0.5, schema.maximum ?? 1e300, 1]);
    case 'boolean':
      return random.chance(0.5);
    case 'array':
      return Array.from({ length: edgeLength(random, schema) }, () => edgeValue(random, schema.items ?? {}));
    case 'object':
      return edgeObject(random, schema);
    default:
      return hostileValue(random);
  }
}

function edgeText(random: Random, { minLength = 0, maxLength = 400 }: Schema): string {
  const text = hostileText(random);
  const wanted = random.pick([minLength, maxLength, Math.min(Math.max(text.length, minLength), maxLength)]);
  return (text + 'x'.repeat(Math.max(wanted - text.length, 0))).slice(0, wanted);
}

function edgeLength(random: Random, { minItems = 0, maxItems = 30 }: Schema): number {
  return random.pick([minItems, Math.min(maxItems, 300), Math.max(minItems, 1)]);
}

/** Objects with what is required, and some of the rest. */
export function edgeObject(random: Random, { properties = {}, required = [] }: Schema): Record<string, unknown> {
  const chosen = Object.entries(properties).filter(([name]) => required.includes(name) || random.chance(0.5));
  return Object.fromEntries(chosen.map(([name, schema]) => [name, edgeValue(random, schema)]));
}
