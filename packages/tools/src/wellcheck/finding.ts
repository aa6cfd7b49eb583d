import type { Column, Row } from '@fes-assistant/protocol';
import { isLive, type Sisense } from '@fes-assistant/sisense';
import { z } from 'zod';

/** `ok` is worth no look, `note` is worth knowing, `warning` is worth changing, `problem` gives wrong or slow answers. */
export type Severity = 'ok' | 'note' | 'warning' | 'problem' | 'not checked';

export interface Finding extends Row {
  severity: Severity;
  /** What was seen that gives this severity: counts, names, types, the query. The fields beside it have the whole of it. */
  evidence: string;
  /** Where to look at it. */
  link: string;
}

export const findingFields = {
  severity: z.enum(['ok', 'note', 'warning', 'problem', 'not checked']),
  evidence: z.string(),
  link: z.string(),
};

export const severityColumn: Column = { key: 'severity', title: 'Severity', kind: 'text' };

export const evidenceColumn: Column = { key: 'evidence', title: 'Evidence', kind: 'text' };
export const linkColumn: Column = { key: 'link', title: 'Page', kind: 'link' };

export const findingColumns: Column[] = [severityColumn, evidenceColumn, linkColumn];

const order: Severity[] = ['problem', 'warning', 'not checked', 'note', 'ok'];

/** The worst first. */
export function bySeverity<One extends Finding>(findings: readonly One[]): One[] {
  return findings.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}

/** How many of each severity there are: `2 problems, 5 ok`. */
export function tally(findings: readonly Finding[]): string {
  const counts = order.map(
    (severity) => [severity, findings.filter((one) => one.severity === severity).length] as const,
  );
  const told = counts.filter(([, count]) => count > 0).map(([severity, count]) => `${count} ${severity}`);
  return told.length === 0 ? 'Nothing was found to check.' : `Findings: ${told.join(', ')}.`;
}

/**
 * Addresses in the pages of the deployment itself. Dashboards and widgets: capabilities-1 §2.8. An extract model:
 * `/app/data/cubes/{oid}`, which public clients of Sisense link to; the page of a live model is not known, so its link is
 * the list of models.
 */
export function links({ deployment }: Sisense) {
  const base = `${deployment.origin}${deployment.tenantPath}`;
  return {
    dashboard: (id: string) => `${base}/app/main/dashboards/${id}`,
    widget: (dashboard: string, widget: string) => `${base}/app/main/dashboards/${dashboard}/widgets/${widget}`,
    model: (model: { oid: string; type?: string | null | undefined }) =>
      isLive(model) ? `${base}/app/data` : `${base}/app/data/cubes/${model.oid}`,
  };
}
export type Links = ReturnType<typeof links>;
