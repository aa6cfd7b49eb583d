import type { Json } from '@fes-assistant/protocol';
import { createOperations } from '../src/index.ts';
import { callerFor } from './item-caller.ts';
import type { Items } from './item-catalog.ts';
import { itemCatalog } from './item-catalog.ts';

/** One life of a process: approves an operation and kills itself, for real, at the n-th transition. */
const [file = '', origin = '', id = '', digest = '', transitions = '0'] = process.argv.slice(2);

const items: Items = {
  call: async (request) => {
    const answer = await fetch(origin, { method: 'POST', body: JSON.stringify(request) });
    return (await answer.json()) as Json;
  },
};

let passed = 0;
const operations = await createOperations({
  store: { file },
  catalog: itemCatalog,
  approvalUrlFor: (operation) => operation,
  checkpoint: () => {
    passed += 1;
    if (passed === Number(transitions)) process.kill(process.pid, 'SIGKILL');
  },
});
await operations.approve({ id, digest, caller: callerFor(items) });
for await (const _ of operations.watch({ id, principal: 'ann', signal: new AbortController().signal }));
await operations.close();
