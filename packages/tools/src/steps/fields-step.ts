import { canonicalJson, type FieldChange, type Json } from '@fes-assistant/protocol';
import type { Sisense } from '@fes-assistant/sisense';
import { z } from 'zod';
import { type StepKind, stepKind } from '../step-kind.ts';

/** The fields that a step writes, as Sisense takes them. */
export type Fields = Record<string, Json>;

export const fieldsSchema = z.record(z.string(), z.json());

const argument = z.object({
  id: z.string(),
  /** What holds the thing, where its id alone does not find it: a widget's dashboard. */
  within: z.string().optional(),
  fields: fieldsSchema,
});
type FieldsArgument = z.output<typeof argument>;

interface FieldsStep {
  name: string;
  /** Values now of the fields named; `null` where the thing does not exist. */
  read: (reading: {
    id: string;
    within: string | undefined;
    fields: string[];
    sisense: Sisense;
    signal: AbortSignal;
  }) => Promise<Fields | null>;
  write: (writing: {
    id: string;
    within: string | undefined;
    fields: Fields;
    sisense: Sisense;
    signal: AbortSignal;
  }) => Promise<unknown>;
}

/**
 * A step that writes fields of one thing. Its state is those fields and nothing else, so that other changes of the same
 * thing in between neither stop it nor are lost by it.
 */
export function fieldsStep({ name, read, write }: FieldsStep): StepKind {
  return stepKind<FieldsArgument>({
    name,
    action: 'update',
    argument,
    read: ({ argument: { id, within, fields }, sisense, signal }) =>
      read({ id, within, fields: Object.keys(fields), sisense, signal }),
    apply: async ({ argument: { id, within, fields }, sisense, signal }) => {
      await write({ id, within, fields, sisense, signal });
      return { id };
    },
    judge: ({ argument: { fields }, before, now }) => {
      if (now === null) return 'unknown';
      if (holdsFields(fieldsSchema.parse(now), fields)) return 'applied';
      return canonicalJson(now) === canonicalJson(before) ? 'not-applied' : 'unknown';
    },
    undo: {
      possible: true,
      how: 'puts the earlier values back, if they have not been changed again',
      steps: ({ argument: { id, within }, before, after, asset }) => {
        const earlier = fieldsSchema.parse(before);
        return [
          {
            kind: name,
            asset,
            argument: { id, ...(within === undefined ? {} : { within }), fields: earlier },
            changes: fieldChanges(fieldsSchema.parse(after), earlier),
            state: after,
          },
        ];
      },
    },
  });
}

/** Whether the values wanted are there. Lists count as sets: Sisense does not keep the order of what it sees as one. */
export function holdsFields(now: Fields, wanted: Fields): boolean {
  return Object.entries(wanted).every(([field, value]) => same(now[field] ?? null, value));
}

/** Field by field what is different, for the person who approves. */
export function fieldChanges(before: Fields, after: Fields): FieldChange[] {
  return Object.entries(after).map(([field, value]) => ({ field, before: before[field] ?? null, after: value }));
}

/** The fields named, of whatever Sisense answered; missing ones are `null`. */
export function pickFields(thing: Record<string, unknown>, fields: readonly string[]): Fields {
  return Object.fromEntries(fields.toSorted().map((field) => [field, fieldOf(thing, field)]));
}

/** A field by a name that a caller chose; what every object inherits is none. */
export function fieldOf(thing: Record<string, unknown>, field: string): Json {
  return Object.hasOwn(thing, field) ? asJson(thing[field]) : null;
}

/** What came from Sisense, as plain JSON. */
export function asJson(value: unknown): Json {
  return value === undefined ? null : (JSON.parse(JSON.stringify(value)) as Json);
}

function same(left: Json, right: Json): boolean {
  return canonicalJson(asSet(left)) === canonicalJson(asSet(right));
}

function asSet(value: Json): Json {
  if (!Array.isArray(value)) return value;
  return value.toSorted((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1));
}
