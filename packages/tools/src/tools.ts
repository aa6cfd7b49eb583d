import type { Tool } from './tool.ts';

/** Every tool, once. A test holds this list, the files and the ids together. */
export const tools: Tool[] = [];
