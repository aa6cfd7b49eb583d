import type { Tool } from '../tool.ts';
import { decrypt } from './decrypt.ts';
import { encrypt } from './encrypt.ts';

export const encryptionTools: Tool[] = [encrypt, decrypt];
