const everybody = new Set(['everyone', 'all users in system']);

/** Whether a group is one that Sisense itself puts everyone in. */
export function isEverybody(name: string): boolean {
  return everybody.has(name.toLowerCase());
}
