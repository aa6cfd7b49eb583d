import type { Json } from '@fes-assistant/protocol';
import { type Token, textOf } from './ask.ts';
import { bareName, nameBeside, severalNames } from './names.ts';

/** Words for roles, longest first, and the role they mean. */
const roleWords: [RegExp, string][] = [
  [/\b(sys(tem)?[ -]?admin(istrator)?s?|super ?users?)\b/i, 'sysAdmin'],
  [/\btenant[ -]?admin(istrator)?s?\b/i, 'tenantAdmin'],
  [/\bdata[ -]?admin(istrator)?s?\b/i, 'dataAdmin'],
  [/\bdata[ -]?designers?\b/i, 'dataDesigner'],
  [/\bdashboard[ -]?designers?\b/i, 'dashboardDesigner'],
  [/\bdesigners?\b/i, 'designer'],
  [/\badmin(istrator)?s?\b/i, 'admin'],
  [/\b(viewers?|consumers?)\b/i, 'viewer'],
];

/** The role that a text names; text inside quotes and addresses names none. */
export function roleIn(text: string): string | undefined {
  const plain = text.replaceAll(/"[^"]*"|'[^']*'|\S+@\S+/g, ' ');
  return roleWords.find(([pattern]) => pattern.test(plain))?.[1];
}

/** What a text says of a user: role, groups, names, address, whether active. */
export function userDataIn(text: string, tokens: Token[]): Record<string, Json> {
  const data: Record<string, Json> = {};
  const role = roleIn(text);
  if (role !== undefined && (/\bto\b/i.test(text) || !/\brole (of|does)\b/i.test(text))) data['role'] = role;
  const groups = groupsIn(tokens);
  if (groups.length > 0) data['groups'] = groups;
  Object.assign(data, fieldsIn(text), namesIn(text));
  if (/\b(deactivate|disable|suspend|block)\b/i.test(text) || /\binactive\b/i.test(text)) data['active'] = false;
  else if (/\b(re-?activate|activate|enable|unblock)\b/i.test(text)) data['active'] = true;
  return data;
}

const fieldPatterns: [RegExp, string][] = [
  [/\bfirst[ -]?name\s*(?:of\s+\S+\s+)?(?:to|:|=|is|as)?\s+(?:"([^"]+)"|'([^']+)'|([\p{L}][\p{L}'-]*))/iu, 'firstName'],
  [
    /\b(?:last|sur|family)[ -]?name\s*(?:of\s+\S+\s+)?(?:to|:|=|is|as)?\s+(?:"([^"]+)"|'([^']+)'|([\p{L}][\p{L}'-]*))/iu,
    'lastName',
  ],
  [/\buser[ -]?name\s*(?:to|:|=|is|as)\s+(?:"([^"]+)"|'([^']+)'|(\S+))/iu, 'userName'],
  [/\be-?mail(?: address)?\s*(?:to|:|=|is|as)\s+(?:"([^"]+)"|'([^']+)'|(\S+@\S+))/iu, 'email'],
];

function fieldsIn(text: string): Record<string, string> {
  const found = fieldPatterns.flatMap(([pattern, field]) => {
    const [, double, single, plain] = pattern.exec(text) ?? [];
    const value = double ?? single ?? plain;
    return value === undefined || /^(to|of|is)$/i.test(value) ? [] : [[field, value.replace(/[.,;]$/, '')] as const];
  });
  return Object.fromEntries(found);
}

/** "named Jane Doe". */
function namesIn(text: string): Record<string, string> {
  const [, first, last] = /\b(?:named|called)\s+(\p{Lu}[\p{L}'-]+)(?:\s+(\p{Lu}[\p{L}'-]+))?/u.exec(text) ?? [];
  return { ...(first === undefined ? {} : { firstName: first }), ...(last === undefined ? {} : { lastName: last }) };
}

function groupsIn(tokens: Token[]): string[] {
  const at = tokens.findIndex(({ word }) => word === 'group');
  if (at === -1) return [];
  const after = tokens.slice(at + 1);
  const stop = after.findIndex(({ text }) => /^(as|with|only|and then|named|called|role)$/i.test(text));
  const stretch = stop === -1 ? after : after.slice(0, stop);
  if (stretch.some(({ isName }) => isName)) return severalNames(stretch.filter(({ kind }) => kind !== 'email'));
  const beside = textOf(bareName(nameBeside(tokens, ['group'])));
  return beside === '' ? [] : [beside];
}
