import type { z } from 'zod';
import { isRecord, quotable, reasonOf } from '../http/server-reason.ts';
import type { importAnswer } from './shapes.ts';

/** How dashboards are imported (rest-api §5.2). */
export interface ImportOptions {
  /** What to do where a dashboard with the same `oid` exists; Sisense skips unless told. */
  action?: 'skip' | 'overwrite' | 'duplicate';
  /** Publishes to those it is shared with. */
  republish?: boolean;
  /** `oid` of the folder to put them in. */
  importFolder?: string;
}

/** A dashboard of an import, as far as Sisense says which one. */
export interface ImportedDashboard {
  /** In the target; with `duplicate` not the one that was sent. */
  oid?: string;
  title?: string;
}

/** What became of each dashboard of an import (rest-api §5.2). */
export interface ImportResult {
  succeeded: ImportedDashboard[];
  skipped: ImportedDashboard[];
  /** `category` is Sisense's own word (`duplicateKey` …), `reason` what it said. */
  failed: (ImportedDashboard & { category: string; reason?: string })[];
}

/** Sisense refuses `previewLayout: null` (rest-api §5.2). */
export function readyForImport(dashboard: Record<string, unknown>): Record<string, unknown> {
  return dashboard['previewLayout'] === null ? { ...dashboard, previewLayout: [] } : dashboard;
}

/** The answer of a bulk import in one shape: live servers send `succeded`, the specification an array (rest-api §5.2). */
export function importResult(answer: z.output<typeof importAnswer> | unknown[]): ImportResult {
  if (Array.isArray(answer)) return { succeeded: answer.map(identity), skipped: [], failed: [] };
  const failed = answer.failed ?? [];
  const byCategory: [string, unknown[]][] = Array.isArray(failed) ? [['failed', failed]] : Object.entries(failed);
  return {
    succeeded: (answer.succeded ?? []).map(identity),
    skipped: (answer.skipped ?? []).map(identity),
    failed: byCategory.flatMap(([category, items]) => items.map((item) => failure(category, item))),
  };
}

function identity(item: unknown): ImportedDashboard {
  if (!isRecord(item)) return {};
  const { oid, title } = item;
  return { ...(typeof oid === 'string' ? { oid } : {}), ...(typeof title === 'string' ? { title } : {}) };
}

function failure(category: string, item: unknown) {
  const reason = isRecord(item) ? reasonText(item['error'] ?? item) : undefined;
  return { ...identity(item), category: quotable(category), ...(reason === undefined ? {} : { reason }) };
}

function reasonText(error: unknown): string | undefined {
  if (typeof error === 'string') return quotable(error);
  const code = isRecord(error) && typeof error['code'] === 'number' ? `code ${error['code']}` : undefined;
  return reasonOf(error).text ?? code;
}
