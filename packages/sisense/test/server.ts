import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface Asked {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export type Reply = (response: ServerResponse, asked: Asked, number: number) => void;

/** A server whose answers a test decides, one request at a time. */
export interface TestServer {
  origin: string;
  asked: Asked[];
  /** The most requests that were open at once. */
  mostAtOnce: number;
  reply: Reply;
  close(): Promise<void>;
}

export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Reply {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(value));
  };
}

export function raw(status: number, body: string | Buffer, headers: Record<string, string> = {}): Reply {
  return (response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
}

/** The replies in order; the last one again for all that follow. */
export function inOrder(...replies: Reply[]): Reply {
  return (response, asked, number) => (replies[number - 1] ?? replies.at(-1))?.(response, asked, number);
}

export async function startTestServer(reply: Reply = json({})): Promise<TestServer> {
  const sockets = new Set<Socket>();
  let open = 0;
  const test: TestServer = { origin: '', asked: [], mostAtOnce: 0, reply, close: async () => {} };
  const server: Server = createServer(async (request, response) => {
    open += 1;
    test.mostAtOnce = Math.max(test.mostAtOnce, open);
    response.on('close', () => (open -= 1));
    const asked: Asked = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body: '' };
    for await (const piece of request) asked.body += String(piece);
    test.asked.push(asked);
    test.reply(response, asked, test.asked.length);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  test.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  test.close = () => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  return test;
}
