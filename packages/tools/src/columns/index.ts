import type { Tool } from '../tool.ts';
import { getDatamodelColumns } from './get-datamodel-columns.ts';
import { getUnusedColumns } from './get-unused-columns.ts';
import { getUnusedColumnsBulk } from './get-unused-columns-bulk.ts';
import { whereUsed } from './where-used.ts';

export const columnTools: Tool[] = [getDatamodelColumns, getUnusedColumns, getUnusedColumnsBulk, whereUsed];
