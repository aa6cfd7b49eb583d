import { anyOf, firstOf } from '../iterate.ts';
import type { World } from '../world.ts';

interface Party {
  id: string;
  type: 'user' | 'group';
}

/** `Sales_EMEA` or `maya.chen` as who it is in this world. */
export function partyNamed(world: World, word: string): Party {
  const name = word.replaceAll('_', ' ');
  const group = firstOf(world.groups.values(), (one) => one.name === name);
  if (group !== undefined) return { id: group._id, type: 'group' };
  return { id: userNamed(world, word), type: 'user' };
}

export function userNamed(world: World, userName: string): string {
  const user = firstOf(world.users.values(), (one) => one.userName === userName);
  if (user === undefined) throw new Error(`Nobody is called ${userName}.`);
  return user._id;
}

/** `Analysts:view maya.chen:edit` as parties with a word each. Whom this world does not have is left out. */
export function partiesIn(world: World, words: string): (Party & { word: string })[] {
  const parties: (Party & { word: string })[] = [];
  for (const one of words.split(' ').filter((word) => word !== '')) {
    const [who = '', word = ''] = one.split(':');
    if (isThere(world, who)) parties.push({ ...partyNamed(world, who), word });
  }
  return parties;
}

export function isThere(world: World, who: string): boolean {
  const name = who.replaceAll('_', ' ');
  return (
    anyOf(world.groups.values(), (one) => one.name === name) ||
    anyOf(world.users.values(), (one) => one.userName === who)
  );
}
