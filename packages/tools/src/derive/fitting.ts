import { z } from 'zod';

/**
 * Whether a value fits a schema. The library looks at the length of whatever has one, also where a text was expected, and
 * throws where that length is no number: such a value does not fit either.
 */
export function fitting<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): z.ZodSafeParseResult<z.output<Schema>> {
  try {
    return schema.safeParse(value);
  } catch {
    const issue = { code: 'custom' as const, path: [], message: 'a value is of the wrong type', input: value };
    return { success: false, error: new z.ZodError([issue]) as z.ZodError<z.output<Schema>> };
  }
}
