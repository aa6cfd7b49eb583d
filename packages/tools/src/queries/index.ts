import type { Tool } from '../tool.ts';
import { runJaqlCsv } from './run-jaql-csv.ts';
import { runJaqlQuery } from './run-jaql-query.ts';

export const queryTools: Tool[] = [runJaqlQuery, runJaqlCsv];
