import type { Operation, OperationStreamEntry } from '@fes-assistant/protocol';
import { changeOf } from '../agent/operation-change.ts';
import type { EventSource } from '../event-stream.ts';
import { restsForGood } from '../tool-server/operation-rest.ts';
import type { Caller, OperationsPort } from '../tool-server/tool-server.ts';

/** An operation as a stream: as it is, then every change, until it rests for good. */
export function operationSource({
  operations,
  id,
  caller,
}: {
  operations: Pick<OperationsPort, 'watch'>;
  id: string;
  caller: Caller;
}): EventSource<OperationStreamEntry> {
  let before: Operation | undefined;
  let next: Operation | undefined;
  let changes: AsyncIterator<Operation> | undefined;
  return {
    async read(after) {
      if (!next || next.seq <= after) return [];
      const change = changeOf(before, next);
      before = next;
      next = undefined;
      return [change];
    },
    async more(after, signal) {
      changes ??= operations.watch({ id, caller, after, signal })[Symbol.asyncIterator]();
      const step = await changes.next();
      if (!step.done) next = step.value;
    },
    isOver: ({ state }) => restsForGood({ state }),
  };
}
