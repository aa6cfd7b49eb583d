import type { Catalogues } from '../../../tool-server/catalogues.ts';
import type { Model } from '../model.ts';

export function createPlanner({ notice }: { catalogues: Catalogues; notice?: string | undefined }): Model {
  return {
    provider: 'offline',
    name: 'Built-in planner',
    writtenBy: 'code',
    notice,
    async next({ messages }) {
      const last = messages.at(-1);
      if (last?.role === 'call')
        return { text: last.result.state === 'done' ? `${last.result.total} rows.` : 'That failed.', calls: [] };
      return { text: '', calls: [{ name: 'access_get_users_all', arguments: {} }] };
    },
  };
}
