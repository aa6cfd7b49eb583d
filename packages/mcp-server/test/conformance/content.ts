import type { CallToolResult } from '@modelcontextprotocol/server';

/** One red pixel. */
export const image = {
  type: 'image' as const,
  data: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
  mimeType: 'image/png',
};

/** A WAV file without a sample. */
export const audio = {
  type: 'audio' as const,
  data: 'UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQAAAAA=',
  mimeType: 'audio/wav',
};

export function text(words: string): { type: 'text'; text: string } {
  return { type: 'text', text: words };
}

export function answer(words: string): CallToolResult {
  return { content: [text(words)] };
}
