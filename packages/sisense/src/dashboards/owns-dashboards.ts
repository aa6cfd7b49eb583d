import { endpoints } from '../endpoints.ts';
import type { Calls } from '../http/calls.ts';
import type { CallOptions } from '../lookup.ts';

/** Whether the user of the token owns all of these: each user's copy of a dashboard says whose it is (rest-api §6.1). */
export async function ownsDashboards(calls: Calls, oids: string[], { signal }: CallOptions): Promise<boolean> {
  const read = oids.map((oid) => calls.call(endpoints['dashboards.get'], { path: { oid }, signal }));
  return (await Promise.all(read)).every(({ owner, userId }) => owner !== undefined && owner === userId);
}
