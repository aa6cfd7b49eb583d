import { gunzipSync, gzipSync } from 'node:zlib';

const block = 512;

/** Files packed as `.tar.gz`, which is what a `.sdata` is. */
export function packed(files: ReadonlyMap<string, string>): Buffer {
  const parts = [...files].flatMap(([name, content]) => {
    const bytes = Buffer.from(content, 'utf8');
    return [headOf(name, bytes.length), bytes, Buffer.alloc((block - (bytes.length % block)) % block)];
  });
  return gzipSync(Buffer.concat([...parts, Buffer.alloc(2 * block)]));
}

function headOf(name: string, size: number): Buffer {
  const head = Buffer.alloc(block);
  head.write(name, 0, 100, 'utf8');
  head.write('0000644\u00000000000\u00000000000\u0000', 100);
  head.write(`${size.toString(8).padStart(11, '0')}\u0000`, 124);
  head.write('00000000000\u0000', 136);
  head.write('        ', 148);
  head.write('0ustar\u000000', 156);
  const sum = head.reduce((total, byte) => total + byte, 0);
  head.write(`${sum.toString(8).padStart(6, '0')}\u0000 `, 148);
  return head;
}

/** What is JSON in it: the files of its database are of no use here. Undefined when it is no such archive. */
export function unpacked(bytes: Buffer): Map<string, string> | undefined {
  try {
    return filesIn(gunzipSync(bytes));
  } catch {
    return undefined;
  }
}

function filesIn(tar: Buffer): Map<string, string> {
  const files = new Map<string, string>();
  for (let at = 0; at + block <= tar.length && tar[at] !== 0; ) {
    const name = textAt(tar, { at, length: 100 });
    const size = Number.parseInt(textAt(tar, { at: at + 124, length: 12 }), 8);
    if (name.endsWith('.json')) files.set(name, tar.toString('utf8', at + block, at + block + size));
    at += block + Math.ceil(size / block) * block;
  }
  return files;
}

function textAt(tar: Buffer, { at, length }: { at: number; length: number }): string {
  const bytes = tar.subarray(at, at + length);
  const end = bytes.indexOf(0);
  return bytes.toString('utf8', 0, end < 0 ? length : end);
}
