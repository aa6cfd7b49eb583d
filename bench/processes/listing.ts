import { Sisense } from '@fes-assistant/sisense';
import { memoryNow } from '../memory.ts';
import { serveParent, wishOfParent } from '../parent-process.ts';

/** Lists everything of one kind once, and holds it. */
const { origin, token, list } = wishOfParent<{ origin: string; token: string; list: 'users' | 'dashboards' }>();
const sisense = new Sisense({ origin, token });
await sisense.users.me();
const held: unknown[] = [];

serveParent(undefined, {
  answers: {
    memory: memoryNow,
    list: async () => {
      held.push(...(list === 'users' ? await sisense.users.list() : await sisense.dashboards.list()));
      return held.length;
    },
  },
  close: () => sisense.close(),
});
