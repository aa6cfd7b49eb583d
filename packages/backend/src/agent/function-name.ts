import type { ToolManifest } from '@fes-assistant/protocol';

/** The name that language models accept for a tool: letters, digits, `_` and `-`. */
export function functionName({ id }: Pick<ToolManifest, 'id'>): string {
  return id.replaceAll('.', '_');
}
