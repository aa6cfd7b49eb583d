/** A rule as callers give it: as read, or new. Parties by `partyId` or `party`; type `default` is everybody. */
export interface RuleToWrite {
  [field: string]: unknown;
  table: string;
  column: string;
  datatype?: string | null | undefined;
  members?: unknown[] | null | undefined;
  exclusionary?: boolean | null | undefined;
  allMembers?: boolean | null | undefined;
  shares?:
    | { type: string; party?: string | null | undefined; partyId?: string | null | undefined }[]
    | null
    | undefined;
}

/**
 * A rule in the form that Sisense takes: without the fields that the server makes, parties keyed `party` for extract and
 * `partyId` for live models, and for live ones with `live` and `fullname` (capabilities-2 DM-28, DM-29, §5.9).
 */
export function writableRule(rule: RuleToWrite, model: { kind: 'extract' | 'live'; title: string }) {
  const key = model.kind === 'live' ? 'partyId' : 'party';
  const base = {
    table: rule.table,
    column: rule.column,
    datatype: rule.datatype ?? 'text',
    members: (rule.members ?? []).map(String),
    exclusionary: rule.exclusionary ?? false,
    allMembers: rule.allMembers ?? null,
    shares: (rule.shares ?? []).map(({ type, party, partyId }) => {
      const id = partyId ?? party;
      return type === 'default' || !id ? { type } : { type, [key]: id };
    }),
  };
  return model.kind === 'live' ? { ...base, live: true, fullname: `live:${model.title}` } : base;
}
