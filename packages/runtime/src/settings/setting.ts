import type { z } from 'zod';

/** Who reads a setting. `tests` are the repository's own commands. */
export type ServiceName = 'ui' | 'backend' | 'mcp' | 'simulator' | 'tests';

/** One environment variable: how it is read, and what the documentation says of it. */
export interface Setting<T> {
  name: string;
  services: readonly ServiceName[];
  /** As a person would write it in `.env`; absent when the setting is optional. */
  default?: string;
  /** Shown in the documentation where the default depends on something else. */
  defaultText?: string;
  meaning: string;
  /** Never shown, never logged; may also come from the file named by `<NAME>_FILE`. */
  secret: boolean;
  schema: z.ZodType<T, string>;
}

interface Described {
  services: readonly ServiceName[];
  meaning: string;
  defaultText?: string;
  secret?: boolean;
}

export function setting<T>(
  name: string,
  { schema, ...about }: Described & { default: string; schema: z.ZodType<T, string> },
): Setting<T> {
  return { secret: false, ...about, name, schema };
}

export function optionalSetting<T>(
  name: string,
  { schema, ...about }: Described & { schema: z.ZodType<T, string> },
): Setting<T | undefined> {
  return { secret: false, ...about, name, schema };
}
