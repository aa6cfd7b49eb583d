import type { Json, ToolManifest } from '@fes-assistant/protocol';

/** An argument that names a person by something that is no address: looked up among the users first. */
export interface Looked {
  argument: string;
  value: string;
  /** Key of the user's row that the tool takes. */
  key: 'email' | '_id';
  /** The groups that the user is in stay: what is asked for comes to them. */
  keepsGroups?: true;
}

const personArguments: Record<string, Looked['key']> = {
  user_email: 'email',
  user_name: 'email',
  executing_user: 'email',
  new_owner_name: 'email',
  user_id: '_id',
};

export function looksUpPerson(tool: ToolManifest, args: Record<string, Json>): Looked[] {
  return Object.entries(personArguments).flatMap(([argument, key]) => {
    const value = args[argument];
    const properties = (tool.inputSchema['properties'] ?? {}) as Record<string, { description?: string }>;
    const takesAddress = key === 'email' || /mail/i.test(properties[argument]?.description ?? '');
    if (!(argument in properties) || typeof value !== 'string' || isPlain(value, takesAddress)) return [];
    return [{ argument, value, key: takesAddress ? 'email' : key }];
  });
}

/** An address, an id or a reference needs no looking up. */
function isPlain(value: string, takesAddress: boolean): boolean {
  if (value.startsWith('$') || /^[0-9a-f]{24}$/i.test(value)) return true;
  return takesAddress && /^\S+@\S+$/.test(value);
}

/** Every word of the name must stand in one of the columns. */
export function personConditions(name: string): Json {
  return name
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => ({ column: ['email', 'userName', 'firstName', 'lastName'], comparison: 'contains', value: word }));
}

/** "Add jane to the group Finance" takes her out of no other group, so the groups she is in are looked up first. */
export function addsToGroups(
  tool: ToolManifest,
  { text, args }: { text: string; args: Record<string, Json> },
): Looked[] {
  const data = args['user_data'];
  const value = args['user_email'];
  if (tool.id !== 'access.update_user' || typeof value !== 'string' || /\b(only|replace)\b/i.test(text)) return [];
  if (!/\b(add|put|assign|include)\b/i.test(text) || groupsOf(data) === undefined) return [];
  return [{ argument: 'user_email', value, key: 'email', keepsGroups: true }];
}

function groupsOf(data: Json | undefined): Json[] | undefined {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return undefined;
  return Array.isArray(data['groups']) ? data['groups'] : undefined;
}

/** The arguments with the groups of the user that was found before the new ones. */
export function withKeptGroups(args: Record<string, Json>, found: string): Record<string, Json> {
  const groups = groupsOf(args['user_data']);
  if (groups === undefined) return args;
  return { ...args, user_data: { ...(args['user_data'] as object), groups: [`${found}.groups`, ...groups] } };
}
