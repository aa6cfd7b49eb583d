import type { Counts, FailureCode, Json, Row } from '@fes-assistant/protocol';

/** What a model is told of a call: everything, or only how much there is and how to refer to it. */
export type Disclosed =
  | {
      state: 'done';
      kind: 'rows' | 'item';
      /** Name for references: `$r3.rows[0].oid`, `$r3.rows[*].oid`, `$r3.item.oid`. */
      handle: string;
      total: number;
      columns: string[];
      /** Absent where the model may not see data. */
      rows?: Row[];
      item?: Json;
      notes?: string[];
      /** Said where fewer rows are told than there are. */
      told?: string;
    }
  | { state: 'failed'; code: FailureCode; message?: string }
  | { state: 'waiting'; operation: string; steps: number; plan?: string; outcome?: string; counts?: Counts }
  | { state: 'running' };
