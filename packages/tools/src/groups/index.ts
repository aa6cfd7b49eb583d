import type { Tool } from '../tool.ts';
import { getGroup } from './get-group.ts';
import { usersPerGroup } from './users-per-group.ts';
import { usersPerGroupAll } from './users-per-group-all.ts';

export const groupTools: Tool[] = [getGroup, usersPerGroup, usersPerGroupAll];
