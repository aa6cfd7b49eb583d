import type { z } from 'zod';
import { isRecord } from './server-reason.ts';

type Check = (value: unknown) => boolean;

/** The parts of a schema's definition that are looked at. */
interface Definition {
  type: string;
  checks?: unknown[];
  coerce?: boolean;
  shape?: Record<string, z.core.$ZodType>;
  catchall?: z.core.$ZodType;
  element?: z.core.$ZodType;
  innerType?: z.core.$ZodType;
  options?: z.core.$ZodType[];
  keyType?: z.core.$ZodType;
  valueType?: z.core.$ZodType;
  values?: unknown[];
}

const known = new WeakMap<z.core.$ZodType, Check>();

/**
 * Whether parsed JSON certainly has a shape, without the copy of it that `safeParse` makes. `false` is no verdict: shapes of
 * kinds that are not looked into here are for `safeParse` to judge.
 */
export function hasShape(shape: z.core.$ZodType, value: unknown): boolean {
  return checkOf(shape)(value);
}

function checkOf(shape: z.core.$ZodType): Check {
  const found = known.get(shape);
  if (found) return found;
  const check = makeCheck(shape);
  known.set(shape, check);
  return check;
}

/** Made when it is first needed, since a shape may hold itself. */
function later(shape: z.core.$ZodType | undefined): Check {
  if (shape === undefined) return noVerdict;
  let check: Check | undefined;
  return (value) => {
    check ??= checkOf(shape);
    return check(value);
  };
}

const noVerdict: Check = () => false;

function isPlain(shape: z.core.$ZodType, type: string): boolean {
  const definition = shape._zod.def as Definition;
  return definition.type === type && (definition.checks ?? []).length === 0;
}

function makeCheck(shape: z.core.$ZodType): Check {
  const definition = shape._zod.def as Definition;
  if (definition.coerce || (definition.checks ?? []).length > 0) return noVerdict;
  switch (definition.type) {
    case 'unknown':
    case 'any':
      return () => true;
    case 'string':
      return (value) => typeof value === 'string';
    case 'number':
      return (value) => Number.isFinite(value);
    case 'boolean':
      return (value) => typeof value === 'boolean';
    case 'null':
      return (value) => value === null;
    case 'undefined':
      return (value) => value === undefined;
    case 'literal':
      return (value) => definition.values?.includes(value) === true;
    default:
      return makeCompound(definition);
  }
}

function makeCompound(definition: Definition): Check {
  const inner = later(definition.innerType);
  switch (definition.type) {
    case 'optional':
      return (value) => value === undefined || inner(value);
    case 'nullable':
      return (value) => value === null || inner(value);
    case 'union': {
      const options = (definition.options ?? []).map(later);
      return (value) => options.some((option) => option(value));
    }
    case 'array': {
      const item = later(definition.element);
      return (value) => Array.isArray(value) && value.every(item);
    }
    case 'record': {
      const item = later(definition.valueType);
      const isByName = definition.keyType !== undefined && isPlain(definition.keyType, 'string');
      return (value) => isByName && isRecord(value) && Object.values(value).every(item);
    }
    case 'object':
      return makeObject(definition);
    default:
      return noVerdict;
  }
}

function makeObject({ shape = {}, catchall }: Definition): Check {
  const isOpen = catchall === undefined || isPlain(catchall, 'unknown');
  if (!isOpen) return noVerdict;
  const fields = Object.entries(shape).map(([key, field]) => ({
    key,
    check: later(field),
    mayBeMissing: field._zod.optin === 'optional' && field._zod.optout === 'optional',
  }));
  return (value) => {
    if (!isRecord(value)) return false;
    for (const { key, check, mayBeMissing } of fields) {
      const found = value[key];
      if (found === undefined ? !mayBeMissing : !check(found)) return false;
    }
    return true;
  };
}
