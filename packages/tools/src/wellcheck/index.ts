import type { Tool } from '../tool.ts';
import { checkDatamodelCustomTables } from './check-custom-tables.ts';
import { checkDashboardStructure } from './check-dashboard-structure.ts';
import { checkDatamodelImportQueries } from './check-import-queries.ts';
import { checkDatamodelIslandTables } from './check-island-tables.ts';
import { checkDatamodelM2m } from './check-m2m-relationships.ts';
import { checkPivotWidgetFields } from './check-pivot-fields.ts';
import { checkDatamodelRlsDatatypes } from './check-rls-datatypes.ts';
import { checkWidgetCounts } from './check-widget-counts.ts';
import { runFullWellcheck } from './run-full-wellcheck.ts';

export const wellcheckTools: Tool[] = [
  checkDashboardStructure,
  checkWidgetCounts,
  checkPivotWidgetFields,
  checkDatamodelCustomTables,
  checkDatamodelIslandTables,
  checkDatamodelRlsDatatypes,
  checkDatamodelImportQueries,
  checkDatamodelM2m,
  runFullWellcheck,
];
