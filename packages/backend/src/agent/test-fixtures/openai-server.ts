import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  path: string;
  headers: IncomingMessage['headers'];
  text: string;
  body: {
    model?: string;
    messages: { role: string; content?: unknown; tool_calls?: unknown }[];
    tools?: { function: { name: string } }[];
    max_tokens?: number;
    temperature?: number;
  };
}

export type Reply =
  | { text: string; finish?: string }
  | { calls: { name: string; arguments: string; id?: string }[] }
  | { status: number; headers?: Record<string, string>; body?: string }
  | { raw: string; type?: string }
  | { hang: true };

export interface OpenAiServer {
  url: string;
  requests: SeenRequest[];
  /** Answers in order; the last one again and again. */
  replies: Reply[];
  close(): Promise<void>;
}

/** A language model that answers what a test says, in the wire format of OpenAI's chat completions. */
export async function startOpenAiServer(): Promise<OpenAiServer> {
  const requests: SeenRequest[] = [];
  const replies: Reply[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      requests.push({ path: request.url ?? '', headers: request.headers, text, body: JSON.parse(text) });
      const reply = replies.length > 1 ? replies.shift() : replies[0];
      if (reply) send(response, reply);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    replies,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function send(response: ServerResponse, reply: Reply): void {
  if ('hang' in reply) return;
  if ('status' in reply) {
    response.writeHead(reply.status, { 'Content-Type': 'application/json', ...reply.headers });
    response.end(reply.body ?? JSON.stringify({ error: { message: 'scripted', type: 'scripted' } }));
    return;
  }
  if ('raw' in reply) {
    response.writeHead(200, { 'Content-Type': reply.type ?? 'application/json' });
    response.end(reply.raw);
    return;
  }
  const message =
    'text' in reply
      ? { role: 'assistant', content: reply.text }
      : {
          role: 'assistant',
          content: null,
          tool_calls: reply.calls.map(({ name, arguments: args, id }, index) => ({
            id: id ?? `call_${index}`,
            type: 'function',
            function: { name, arguments: args },
          })),
        };
  const finish_reason = 'text' in reply ? (reply.finish ?? 'stop') : 'tool_calls';
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.end(
    JSON.stringify({
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1,
      model: 'scripted',
      choices: [{ index: 0, message, finish_reason }],
      usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
    }),
  );
}
