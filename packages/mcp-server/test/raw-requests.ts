/** A body that runs a tool where it arrives whole. */
export const callOfTool = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: {
    name: 'access_list_boxes',
    arguments: {},
    _meta: {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientCapabilities': {},
    },
  },
});
const opening = JSON.stringify({
  jsonrpc: '2.0',
  id: 0,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
});

function post(path: string, { headers = [], body }: { headers?: string[]; body: string }): string {
  const lines = [
    `POST ${path} HTTP/1.1`,
    'Host: localhost',
    'Content-Type: application/json',
    'Accept: application/json, text/event-stream',
    ...headers,
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

function chunked(body: string, { size, headers = [] }: { size: number; headers?: string[] }): string {
  const lines = [
    'POST /mcp HTTP/1.1',
    'Host: localhost',
    'Content-Type: application/json',
    'Accept: application/json, text/event-stream',
    ...headers,
    'Transfer-Encoding: chunked',
  ];
  const parts = body.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
  const chunks = parts.map((part) => `${Buffer.byteLength(part).toString(16)}\r\n${part}\r\n`);
  return `${lines.join('\r\n')}\r\n\r\n${chunks.join('')}0\r\n\r\n`;
}

/** Five sound requests that are cut at every byte. The last byte of each is what makes it whole. */
export function soundRawRequests(connection: Record<string, string>): string[] {
  const envelope = [
    ...Object.entries(connection).map(([name, value]) => `${name}: ${value}`),
    'MCP-Protocol-Version: 2026-07-28',
    'Mcp-Method: tools/call',
    'Mcp-Name: access_list_boxes',
  ];
  return [
    post('/mcp', { headers: envelope, body: callOfTool }),
    post('/mcp', { body: opening }),
    chunked(callOfTool, { size: 40, headers: envelope }),
    post('/operations/x/approve', { body: '{"digest":"x"}' }),
    'GET /health HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nConnection: keep-alive\r\n\r\n',
  ];
}

const smuggled = 'GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n';
const get = 'GET /health HTTP/1.1\r\nHost: localhost\r\n';
const postHead = 'POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n';

/** Requests of which two parsers could think two things, and plain nonsense: none may be served, nor what is hidden in one. */
export const ambiguousRequests: [string, string | Buffer][] = [
  ['length and chunks', `${postHead}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`],
  ['chunks and length', `${postHead}Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n${smuggled}`],
  ['two lengths that differ', `${postHead}Content-Length: 0\r\nContent-Length: 44\r\n\r\n${smuggled}`],
  ['a list of lengths', `${postHead}Content-Length: 0, 44\r\n\r\n${smuggled}`],
  ['a negative length', `${postHead}Content-Length: -1\r\n\r\n${smuggled}`],
  ['a signed length', `${postHead}Content-Length: +0\r\n\r\n${smuggled}`],
  ['a length in hex', `${postHead}Content-Length: 0x2\r\n\r\n{}`],
  ['a length beyond all numbers', `${postHead}Content-Length: 99999999999999999999\r\n\r\n{}`],
  ['chunks that are not last', `${postHead}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${smuggled}`],
  ['an encoding that is almost chunked', `${postHead}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${smuggled}`],
  ['a space before the colon', `${postHead}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n${smuggled}`],
  ['a folded header', `${postHead}X-A: b\r\n c\r\nTransfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n${smuggled}`],
  ['a size that is no number', `${postHead}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`],
  ['a negative size', `${postHead}Transfer-Encoding: chunked\r\n\r\n-1\r\n{}\r\n0\r\n\r\n`],
  ['a size beyond all memory', `${postHead}Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n{}\r\n`],
  ['a chunk longer than its size', `${postHead}Transfer-Encoding: chunked\r\n\r\n1\r\n{}}}}\r\n0\r\n\r\n`],
  ['a chunk that ends in LF', `${postHead}Transfer-Encoding: chunked\r\n\r\n2\n{}\n0\n\n`],
  ['an extension without end', `${postHead}Transfer-Encoding: chunked\r\n\r\n2;${'a'.repeat(100_000)}\r\n{}\r\n`],
  ['bare LF', 'GET /health HTTP/1.1\nHost: localhost\n\n'],
  ['bare CR', 'GET /health HTTP/1.1\rHost: localhost\r\r'],
  ['NUL in a header', `${get}X-A: a\0b\r\n\r\n`],
  ['a header without a name', `${get}: b\r\n\r\n`],
  ['a header without a colon', `${get}nonsense\r\n\r\n`],
  ['two hosts', `${get}Host: evil.example\r\n\r\n`],
  ['no host', 'GET /health HTTP/1.1\r\n\r\n'],
  ['a host of somebody else', 'GET /health HTTP/1.1\r\nHost: evil.example\r\n\r\n'],
  ['HTTP/0.9', 'GET /health\r\n\r\n'],
  ['HTTP/9.9', 'GET /health HTTP/9.9\r\nHost: localhost\r\n\r\n'],
  ['HTTP/2 without asking', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['TLS', Buffer.from('16030100a5010000a10303', 'hex')],
  ['nothing but noise', Buffer.from(Array.from({ length: 600 }, (_, at) => (at * 131) % 256))],
  ['a method in small letters', 'get /health HTTP/1.1\r\nHost: localhost\r\n\r\n'],
  ['a method of nobody', 'BREW /health HTTP/1.1\r\nHost: localhost\r\n\r\n'],
  ['a tunnel', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\n\r\n'],
  ['a trace', 'TRACE /health HTTP/1.1\r\nHost: localhost\r\n\r\n'],
  ['the whole server', 'OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n'],
  ['an address with a space', 'GET /health x HTTP/1.1\r\nHost: localhost\r\n\r\n'],
  ['an address that is no path', 'GET health HTTP/1.1\r\nHost: localhost\r\n\r\n'],
  ['somebody else’s address', 'GET http://evil.example/health HTTP/1.1\r\nHost: evil.example\r\n\r\n'],
  ['an address without end', `GET /${'a'.repeat(200_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`],
  ['a header without end', `${get}X-A: ${'a'.repeat(200_000)}\r\n\r\n`],
  ['headers without end', `${get}${'X-A: b\r\n'.repeat(30_000)}\r\n`],
  ['an expectation that nobody meets', `${postHead}Expect: 200-ok\r\nContent-Length: 2\r\n\r\n{}`],
];

/** Odd but allowed: they get one answer each, and a change of protocol is not taken up. */
export const oddRequests: [string, string][] = [
  [
    'an upgrade to websocket',
    `${get}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
  ],
  [
    'an upgrade to HTTP/2',
    `${get}Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n`,
  ],
  ['our own address in full', 'GET http://localhost/health HTTP/1.1\r\nHost: localhost\r\n\r\n'],
  ['HTTP/1.0', 'GET /health HTTP/1.0\r\nHost: localhost\r\n\r\n'],
  ['empty lines before', '\r\n\r\nGET /health HTTP/1.1\r\nHost: localhost\r\n\r\n'],
];
