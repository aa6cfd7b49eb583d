import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** What a peer of our own making does on one connection. */
export interface Talk {
  port: number;
  /** Written one after the other. */
  parts: readonly (string | Buffer)[];
  /** Between parts. */
  pauseMs?: number;
  /** After the last part: wait for the other side, say that nothing follows, or break off. */
  finally: 'wait' | 'end' | 'reset';
}

export interface Heard {
  text: string;
  /** How long the connection stayed open. */
  openMs: number;
}

/** Resolves when the connection is gone, whoever ended it. */
export async function talk({ port, parts, pauseMs = 0, finally: last }: Talk): Promise<Heard> {
  const start = performance.now();
  let text = '';
  let isOpen = true;
  const socket = connect(port, '127.0.0.1');
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => {
      isOpen = false;
      resolve();
    });
  });
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
  });
  for (const part of parts) {
    if (!isOpen) break;
    socket.write(part);
    if (pauseMs > 0) await pause(pauseMs);
  }
  if (last === 'end') socket.end();
  if (last === 'reset') setImmediate(() => socket.resetAndDestroy());
  await closed;
  return { text, openMs: performance.now() - start };
}

export function statusesIn(text: string): number[] {
  return [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));
}
