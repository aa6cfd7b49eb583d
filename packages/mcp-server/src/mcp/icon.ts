import type { Icon } from '@modelcontextprotocol/server';

const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1b5fc9"/><path d="M8 23V15m8 8V9m8 14v-5" stroke="#fff" stroke-width="4" stroke-linecap="round"/></svg>';

/** Three columns of a chart, in the page's colour; part of the answer, so that nothing is loaded from anywhere. */
export const icon: Icon = {
  src: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`,
  mimeType: 'image/svg+xml',
  sizes: ['any'],
};
