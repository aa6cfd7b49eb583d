import { nearestName } from '../derive/nearest-name.ts';
import { Refusal } from '../refusal.ts';
import { quoted } from '../words.ts';
import type { Parties } from './parties.ts';

export interface NamedParty {
  name: string;
  type: 'user' | 'group';
}

export interface ResolvedParty<Asked extends NamedParty> {
  id: string;
  type: 'user' | 'group';
  asked: Asked;
}

/** Finds users by e-mail, user name or id and groups by name or id; anyone unknown is refused, nobody is passed over. */
export function resolveParties<Asked extends NamedParty>(
  asked: readonly Asked[],
  parties: Parties,
): ResolvedParty<Asked>[] {
  const resolved = asked.map((party) => ({ id: find(party, parties), type: party.type, asked: party }));
  const twice = resolved.find(({ id }, index) => resolved.findIndex((other) => other.id === id) !== index);
  if (twice) throw new Refusal(`${quoted(twice.asked.name)} is named twice.`, 'invalid');
  return resolved;
}

function find({ name, type }: NamedParty, parties: Parties): string {
  const candidates =
    type === 'user'
      ? [...parties.users.values()].map(({ _id, email, userName }) => ({ id: _id, names: [_id, email, userName] }))
      : [...parties.groups.values()].map((group) => ({ id: group._id, names: [group._id, group.name] }));
  const exact = candidates.filter(({ names }) => names.includes(name));
  const word = name.toLowerCase();
  const matches =
    exact.length > 0 ? exact : candidates.filter(({ names }) => names.some((one) => one?.toLowerCase() === word));
  if (matches.length > 1)
    throw new Refusal(
      `${matches.length} ${type}s are called ${quoted(name)}: give the id of the one you mean.`,
      'ambiguous',
    );
  const [match] = matches;
  if (match !== undefined) return match.id;
  const near = nearestName(
    name,
    candidates.flatMap(({ names }) => names.slice(1)).filter((one) => typeof one === 'string'),
  );
  throw new Refusal(
    `There is no ${type} ${quoted(name)}.${near === undefined ? '' : ` Is ${quoted(near)} meant?`}`,
    'not-found',
  );
}
