import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a bad network does to bytes in one direction, as Toxiproxy names it. Times in milliseconds. */
export type Toxic =
  | { kind: 'latency'; ms: number }
  | { kind: 'bandwidth'; bytesPerSecond: number }
  | { kind: 'slow_close'; ms: number }
  /** Nothing comes through; the connection is closed after so long, never for 0. */
  | { kind: 'timeout'; ms: number }
  | { kind: 'reset_peer'; ms: number }
  | { kind: 'slicer'; bytes: number; ms: number }
  | { kind: 'limit_data'; bytes: number };

export interface TcpProxy {
  origin: string;
  /** Connections that were made since the start. */
  connections: number;
  toxic: { upstream?: Toxic; downstream?: Toxic };
  /** Refuses connections and ends those that are open, until it is up again. */
  down(): Promise<void>;
  up(): Promise<void>;
  close(): Promise<void>;
}

/** Stands between a client and a server on this machine, on real sockets. */
export async function startTcpProxy(target: string): Promise<TcpProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const proxy: TcpProxy = { origin: '', connections: 0, toxic: {}, down, up, close: down };
  let server: Server | undefined;
  let own = 0;

  function accept(client: Socket): void {
    proxy.connections += 1;
    const remote = connect({ host: hostname, port: Number(port) });
    for (const socket of [client, remote]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.once('close', () => sockets.delete(socket));
    }
    carry({ from: client, to: remote, toxic: proxy.toxic.upstream }).catch(() => {});
    carry({ from: remote, to: client, toxic: proxy.toxic.downstream }).catch(() => {});
  }

  async function up(): Promise<void> {
    const listening = createServer({ allowHalfOpen: true }, accept);
    await new Promise<void>((resolve) => listening.listen(own, '127.0.0.1', resolve));
    own = (listening.address() as AddressInfo).port;
    server = listening;
    proxy.origin = `http://127.0.0.1:${own}`;
  }

  async function down(): Promise<void> {
    const closed = new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
    for (const socket of sockets) socket.destroy();
    await closed;
    server = undefined;
  }

  await up();
  return proxy;
}

interface Way {
  from: Socket;
  to: Socket;
  toxic: Toxic | undefined;
}

async function carry(way: Way): Promise<void> {
  const { from, to, toxic } = way;
  if (toxic?.kind === 'reset_peer') return cutAfter(way, toxic.ms, 'reset');
  if (toxic?.kind === 'timeout') return cutAfter(way, toxic.ms, 'end');
  let left = toxic?.kind === 'limit_data' ? toxic.bytes : Number.POSITIVE_INFINITY;
  for await (const piece of from) {
    const bytes = piece as Buffer;
    await passed(to, bytes.subarray(0, left), toxic);
    left -= bytes.length;
    if (left <= 0) return ends(from, to);
  }
  if (toxic?.kind === 'slow_close') await sleep(toxic.ms);
  to.end();
}

/** Takes what comes and lets nothing of it through. */
async function cutAfter({ from, to }: Way, ms: number, how: 'reset' | 'end'): Promise<void> {
  from.resume();
  if (how === 'end' && ms === 0) return;
  await sleep(ms);
  if (how === 'end') return ends(from, to);
  from.resetAndDestroy();
  to.resetAndDestroy();
}

function ends(...sockets: Socket[]): void {
  for (const socket of sockets) socket.destroy();
}

async function passed(to: Socket, bytes: Buffer, toxic: Toxic | undefined): Promise<void> {
  if (toxic?.kind === 'latency') await sleep(toxic.ms);
  const size = pieceSize(toxic) ?? bytes.length;
  for (let at = 0; at < bytes.length && !to.destroyed; at += size) {
    const piece = bytes.subarray(at, at + size);
    if (!to.write(piece)) await new Promise((resolve) => to.once('drain', resolve).once('close', resolve));
    if (toxic?.kind === 'slicer') await sleep(toxic.ms);
    if (toxic?.kind === 'bandwidth') await sleep((piece.length / toxic.bytesPerSecond) * 1000);
  }
}

function pieceSize(toxic: Toxic | undefined): number | undefined {
  if (toxic?.kind === 'slicer') return toxic.bytes;
  return toxic?.kind === 'bandwidth' ? Math.max(1, Math.floor(toxic.bytesPerSecond / 100)) : undefined;
}
