import type { Json } from './canonical-json.ts';
import type { ConnectionIdentity, Side } from './connections.ts';
import type { SecretField } from './tool-manifest.ts';

export type Action = 'create' | 'update' | 'delete' | 'run';

export interface FieldChange {
  field: string;
  before: Json;
  after: Json;
}

/** One change to one asset. Complete, without secrets: what is approved is this, and this is what is carried out. */
export interface Step {
  /** Unique in its plan: `s1`, `s2`, … */
  id: string;
  /** Which step kind carries it out: `user.delete`. */
  kind: string;
  action: Action;
  side: Side;
  asset: { type: string; name: string; id?: string };
  /** What the step kind is called with. `{"outcomeOf": "s1"}` stands for the id that step s1 made. */
  argument: Json;
  changes: FieldChange[];
  /** What else happens because of it: "Sisense deletes the 12 dashboards this user owns." */
  consequences: string[];
  /** SHA-256 of the state it was planned against; another state at carrying out makes the step stale. */
  fingerprint: string;
  /** Digest of the stored previous state, where there was one. */
  before?: string;
  /** Names of the secrets this step takes. */
  secrets: string[];
  /** What can be undone, in words; starts with "Can be undone" or "Cannot be undone". */
  undo: string;
  /** In an undo: the step of the undone operation that this one takes back. */
  takesBack?: string;
}

/** The steps a change would take, as shown to the person who approves it. */
export interface Plan {
  tool: string;
  title: string;
  /** One line: "Delete user jane@acme.com". */
  summary: string;
  steps: Step[];
  /** What a person must weigh, for the plan as a whole. */
  warnings: string[];
  connections: ConnectionIdentity[];
  /** The tool call's arguments, without secrets; compared when the call is repeated. */
  input: Json;
  /** The secrets that its steps take, with their labels, for whoever asks for them at approval. */
  secretFields?: SecretField[];
  /** The operation that this plan takes back. */
  undoes?: string;
}
