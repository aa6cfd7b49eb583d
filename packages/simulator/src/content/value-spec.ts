/** What the values of a column look like. */
export type ValueSpec =
  | { kind: 'key' }
  | { kind: 'reference'; rows: number }
  | { kind: 'whole'; from: number; to: number }
  | { kind: 'amount'; from: number; to: number }
  | { kind: 'day'; from: string; to: string }
  | { kind: 'pick'; from: readonly string[] }
  | { kind: 'flag' }
  | { kind: 'text'; word: string };
