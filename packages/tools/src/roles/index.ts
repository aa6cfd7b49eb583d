import type { Tool } from '../tool.ts';
import { getRoles } from './get-roles.ts';

export const roleTools: Tool[] = [getRoles];
