import { type Sisense, SisenseError } from '@fes-assistant/sisense';
import { count, quoted } from '../words.ts';

/** A folder that dashboards lie in and that the connected user is not shown; nothing else of it can be known. */
export interface HiddenFolder {
  id: string;
  /** Titles of the dashboards in it. */
  dashboards: string[];
}

interface Lying {
  oid: string;
  title?: string | null | undefined;
  parentFolder?: string | null | undefined;
}

const shownFolders = 6;

/** Sisense shows folders to their owners and to those with whom something in them is shared, administrators too. */
export function hiddenFolders(visible: Iterable<string>, dashboards: readonly Lying[]): HiddenFolder[] {
  const seen = new Set(visible);
  const titles = new Map<string, string[]>();
  for (const { oid, title, parentFolder } of dashboards) {
    if (!parentFolder || seen.has(parentFolder)) continue;
    titles.set(parentFolder, [...(titles.get(parentFolder) ?? []), title ?? oid]);
  }
  return [...titles].map(([id, inside]) => ({ id, dashboards: inside.toSorted() }));
}

/** The same, read; nothing for a user who is not shown every dashboard either. */
export async function readHiddenFolders(
  visible: Iterable<string>,
  { sisense, signal }: { sisense: Sisense; signal: AbortSignal },
): Promise<HiddenFolder[]> {
  try {
    return hiddenFolders(visible, await sisense.dashboards.list({ fields: ['oid', 'title', 'parentFolder'], signal }));
  } catch (error) {
    if (error instanceof SisenseError && error.code === 'forbidden') return [];
    throw error;
  }
}

/** What a reader of folders must know: that there are more, which, and how to see them. */
export function hiddenNotes(hidden: readonly HiddenFolder[]): string[] {
  if (hidden.length === 0) return [];
  return [`Dashboards lie in at least ${moreFolders(hidden)} ${howToSee}`];
}

const howToSee =
  'Sisense shows a folder to its owner and to those with whom something in it is shared: to see one, share a dashboard of it with yourself (dashboard.add_dashboard_shares).';

/** `2 more folders that the connected user cannot see: 64… (with "Headcount" and 2 more), 64… (with "Budget").` */
export function moreFolders(hidden: readonly HiddenFolder[]): string {
  const first = hidden.slice(0, shownFolders).map(({ id, dashboards }) => {
    const others = dashboards.length > 1 ? ` and ${dashboards.length - 1} more` : '';
    return `${id} (with ${quoted(dashboards[0] ?? '')}${others})`;
  });
  const rest = hidden.length > shownFolders ? ` and ${hidden.length - shownFolders} more` : '';
  return `${count(hidden.length, 'more folder')} that the connected user cannot see: ${first.join(', ')}${rest}.`;
}
