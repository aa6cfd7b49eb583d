import type { z } from 'zod';
import type { NamedEndpoint } from '../src/http/request.ts';

interface Definition {
  type: string;
  shape?: Record<string, z.core.$ZodType>;
  innerType?: z.core.$ZodType;
  options?: z.core.$ZodType[];
}

/** The smallest body that is a good answer of an endpoint. */
export function sampleAnswer({ answer, answerAs }: NamedEndpoint): string {
  if (answerAs === 'bytes') return 'bytes';
  if (answerAs === 'text') return 'A,B\n1,2\n';
  return answerAs === 'empty' ? '' : (JSON.stringify(smallest(answer)) ?? '{}');
}

function smallest(shape: z.core.$ZodType): unknown {
  const { type, shape: fields = {}, options, innerType } = shape._zod.def as Definition;
  switch (type) {
    case 'object':
      return Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, smallest(field)]));
    case 'array':
      return [];
    case 'string':
      return 'text';
    case 'number':
      return 1;
    case 'boolean':
      return true;
    case 'nullable':
      return null;
    case 'union':
      return options?.[0] === undefined ? undefined : smallest(options[0]);
    case 'optional':
      return undefined;
    default:
      return innerType === undefined ? {} : smallest(innerType);
  }
}
