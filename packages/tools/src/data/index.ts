import type { Tool } from '../tool.ts';
import { getData } from './get-data.ts';
import { getRowCount } from './get-row-count.ts';

export const dataTools: Tool[] = [getData, getRowCount];
