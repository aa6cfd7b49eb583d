import { Refusal } from '../refusal.ts';
import { shareDashboardStep } from '../shares/share-dashboard-step.ts';
import type { ShareEntry } from '../shares/share-row.ts';
import type { StepDraft } from '../step-kind.ts';
import { groupsOf, type SisenseUser, userLabel } from '../users/user-row.ts';
import { quoted, someOf } from '../words.ts';
import { type SisenseFolder, subtreeOf } from './folder-row.ts';

/** What must be known of a dashboard to tell who sees the folders around it. */
export interface LyingDashboard {
  oid: string;
  title?: string | null | undefined;
  owner?: string | null | undefined;
  parentFolder?: string | null | undefined;
  shares?: readonly ShareEntry[] | null | undefined;
}

export const lyingFields = ['oid', 'title', 'owner', 'parentFolder', 'shares'];

export interface GivenFolder {
  oid: string;
  name: string;
  owner?: string | null | undefined;
  /** The connected user is not shown it. */
  hidden: boolean;
}

interface Giving {
  /** Each before those inside of it. */
  folders: readonly GivenFolder[];
  /** Every folder that the connected user sees. */
  visible: readonly SisenseFolder[];
  dashboards: readonly LyingDashboard[];
  /** Id of the new owner. */
  owner: string;
  me: SisenseUser;
  /** Dashboards that steps before give to the new owner, with the ids of these steps. */
  given: ReadonlyMap<string, string>;
  /** How many steps there are before. */
  earlier: number;
}

interface Sight {
  before: StepDraft[];
  /** The step that a folder's step stands on, by the folder's id. */
  standsOn: Map<string, { outcomeOf: string }>;
  after: StepDraft[];
  warnings: string[];
}

/**
 * Steps that let the connected user see folders while their owner changes: one cannot be changed before it is seen, nor
 * looked at once it is someone else's. One dashboard in each is shared with them, and that share is taken back afterwards.
 */
export function keepInSight(giving: Giving): Sight {
  const { folders, me, earlier } = giving;
  if (seesAll(giving)) return { before: [], standsOn: new Map(), after: [], warnings: [] };
  const chosen: LyingDashboard[] = [];
  const standsOn: Sight['standsOn'] = new Map();
  const unseen: string[] = [];
  for (const folder of folders.toReversed()) {
    const way = waySeen(folder, { giving, chosen });
    if (way === 'seen anyway') continue;
    if (way === undefined) unseen.push(folder.name);
    else if ('step' in way) standsOn.set(folder.oid, { outcomeOf: way.step });
    else {
      if (!chosen.includes(way)) chosen.push(way);
      standsOn.set(folder.oid, { outcomeOf: `s${earlier + chosen.indexOf(way) + 1}` });
    }
  }
  return {
    before: chosen.map((dashboard) => shareWith(me, dashboard)),
    standsOn,
    after: chosen.map((dashboard, index) => takeBack(me, { dashboard, step: `s${earlier + index + 1}` })),
    warnings: unseen.length === 0 ? [] : [outOfSight(unseen)],
  };
}

function waySeen(
  folder: GivenFolder,
  { giving, chosen }: { giving: Giving; chosen: readonly LyingDashboard[] },
): 'seen anyway' | { step: string } | LyingDashboard | undefined {
  const { owner, me, given } = giving;
  const isMine = (one: LyingDashboard) => isSeenBy(me, one);
  const lying = lyingIn(folder.oid, giving);
  if (!folder.hidden && (owner === me._id || lying.some(isMine))) return 'seen anyway';
  const taken =
    owner === me._id ? lying.map(({ oid }) => given.get(oid)).find((step) => step !== undefined) : undefined;
  if (taken !== undefined) return { step: taken };
  const others = lying.filter((one) => !isMine(one));
  const way = others.find((one) => chosen.includes(one)) ?? others[0];
  if (way === undefined && folder.hidden)
    throw new Refusal(
      `Sisense does not show the folder ${folder.oid} to the connected user, who may see every dashboard in it.`,
    );
  return way;
}

/** Sisense shows this user folders in which nothing is theirs, and no dashboard lies in one that it does not show. */
function seesAll(giving: Giving): boolean {
  const { visible, dashboards, me } = giving;
  const ids = new Set(visible.map(({ oid }) => oid));
  if (dashboards.some(({ parentFolder }) => parentFolder && !ids.has(parentFolder))) return false;
  return visible.some(
    ({ oid, owner }) => owner && owner !== me._id && !lyingIn(oid, giving).some((one) => isSeenBy(me, one)),
  );
}

function isSeenBy(user: SisenseUser, { owner, shares }: LyingDashboard): boolean {
  const parties = new Set([user._id, ...groupsOf(user).map(({ id }) => id)]);
  return owner === user._id || (shares ?? []).some(({ shareId }) => parties.has(shareId));
}

function lyingIn(folder: string, { visible, dashboards }: Giving): LyingDashboard[] {
  const inside = new Set([folder, ...subtreeOf(folder, visible).map(({ oid }) => oid)]);
  return dashboards.filter(({ parentFolder }) => parentFolder && inside.has(parentFolder));
}

function shareWith(me: SisenseUser, dashboard: LyingDashboard): StepDraft {
  return {
    kind: shareDashboardStep.name,
    asset: assetOf(dashboard),
    argument: {
      id: dashboard.oid,
      set: [{ shareId: me._id, type: 'user', rule: 'edit', subscribe: false }],
      remove: [],
    },
    changes: [{ field: `share of ${userLabel(me)}`, before: null, after: 'edit' }],
    consequences: ['You see the folder around it while this share lasts; a later step takes it back.'],
  };
}

function takeBack(me: SisenseUser, { dashboard, step }: { dashboard: LyingDashboard; step: string }): StepDraft {
  return {
    kind: shareDashboardStep.name,
    asset: assetOf(dashboard),
    argument: { id: { outcomeOf: step }, set: [], remove: [me._id] },
    changes: [{ field: `share of ${userLabel(me)}`, before: 'edit', after: null }],
  };
}

function assetOf({ oid, title }: LyingDashboard): StepDraft['asset'] {
  return { type: 'dashboard', name: title || oid, id: oid };
}

function outOfSight(names: readonly string[]): string {
  const [only] = names;
  const what = names.length === 1 ? `the folder ${quoted(only ?? '')}` : `the folders ${someOf(names)}`;
  return `You will not see ${what} afterwards, as no dashboard is in it: only the new owner can give it back.`;
}
