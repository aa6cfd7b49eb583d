import type { Tool } from '../tool.ts';
import { searchAssets } from './search-assets.ts';

export const searchTools: Tool[] = [searchAssets];
