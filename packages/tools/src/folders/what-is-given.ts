import type { Sisense } from '@fes-assistant/sisense';
import { ifFound } from '../if-found.ts';
import type { SisenseUser } from '../users/user-row.ts';
import { quoted } from '../words.ts';
import { findFolder } from './find-folder.ts';
import { type SisenseFolder, subtreeOf } from './folder-row.ts';
import { hiddenFolders, moreFolders } from './hidden-folders.ts';
import { type GivenFolder, type LyingDashboard, lyingFields } from './keep-in-sight.ts';

interface Given {
  /** The folder itself and those inside of it, as far as they are known. */
  folders: GivenFolder[];
  visible: SisenseFolder[];
  dashboards: LyingDashboard[];
  users: SisenseUser[];
  me: SisenseUser;
  warnings: string[];
}

/** One folder with what is around it; of one that cannot be seen, its id and its dashboards. */
export async function whatIsGiven(
  idOrName: string,
  { sisense, signal }: { sisense: Sisense; signal: AbortSignal },
): Promise<Given> {
  const [visible, users, dashboards, { _id }, found] = await Promise.all([
    sisense.folders.list({ signal }),
    sisense.users.list({ signal }),
    sisense.dashboards.list({ fields: lyingFields, signal }),
    sisense.users.me({ signal }),
    ifFound(sisense.folders.resolve(idOrName, { signal })),
  ]);
  const hidden = hiddenFolders(
    visible.map(({ oid }) => oid),
    dashboards,
  );
  const wanted = found === null ? hidden.find(({ id }) => id === idOrName) : undefined;
  const top = wanted
    ? { oid: wanted.id, name: wanted.id }
    : (found ?? (await findFolder(idOrName, { sisense, signal })));
  const below = subtreeOf(top.oid, visible).filter(({ oid }) => oid !== top.oid);
  const me = await theUser(_id, { users, sisense, signal });
  const others = hidden.filter(({ id }) => id !== top.oid);
  return {
    folders: [{ ...top, hidden: wanted !== undefined }, ...below.map((one) => ({ ...one, hidden: false }))],
    visible,
    dashboards,
    users,
    me,
    warnings: [
      ...(wanted ? [`You cannot see the folder with ${quoted(wanted.dashboards[0] ?? '')}: ${lookingIn}`] : []),
      ...(others.length === 0 ? [] : [`${staysBehind} There are at least ${moreFolders(others)}`]),
    ],
  };
}

const lookingIn =
  'for the time of the change one dashboard in it is shared with you, and that share is taken back at the end.';
const staysBehind =
  'A folder inside of it that you cannot see keeps its owner, with its dashboards: give it by its id.';

async function theUser(
  id: string,
  { users, sisense, signal }: { users: SisenseUser[]; sisense: Sisense; signal: AbortSignal },
): Promise<SisenseUser> {
  return users.find((user) => user._id === id) ?? sisense.users.get(id, { signal });
}

/** What of it someone else owns; whose a folder out of sight is cannot be told before. */
export function notYetOf(owner: SisenseUser, { folders, dashboards }: Given) {
  const ids = new Set(folders.map(({ oid }) => oid));
  return {
    folders: folders.filter((folder) => folder.hidden || folder.owner !== owner._id),
    lying: dashboards.filter((one) => one.parentFolder && ids.has(one.parentFolder) && one.owner !== owner._id),
  };
}
