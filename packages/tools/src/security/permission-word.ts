export const permissionCodes = { EDIT: 'w', READ: 'a', USE: 'r' } as const;

const words: Record<string, string> = { w: 'EDIT', a: 'READ', r: 'USE' };

/** A permission on a model in words: `EDIT`, `READ`, `USE`; an unknown code stays as it is. */
export function permissionWord(code: string | null | undefined): string {
  return words[code ?? ''] ?? code ?? 'none';
}
