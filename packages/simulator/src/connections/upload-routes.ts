import { ok } from '../answer.ts';
import { bodyObject, type Call, type RouteAnswerer, type Routes } from '../call.ts';
import { objectOf, textOf } from '../json.ts';
import { digestOf } from '../random.ts';
import { refuse, refuseInvalid } from '../refuse.ts';

/** Says that a file of that name and size may come; the upload shows the token again. */
const tokenFor = (call: Call, of: { filename: string; size: number }): string =>
  digestOf(call.world.seed, 'upload', call.user._id, of.filename, of.size);

const validate: RouteAnswerer = (call) => {
  const { filename, size } = bodyObject(call);
  if (textOf(filename) === undefined || typeof size !== 'number') throw refuseInvalid('filename and size are required');
  return ok({ token: tokenFor(call, { filename: String(filename), size }) });
};

async function fileIn({ bytes, headers }: Call): Promise<File> {
  const type = headers['content-type']?.toString() ?? '';
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } })
    .formData()
    .catch(() => new FormData());
  const file = form.get('file');
  if (file === null || typeof file === 'string') throw refuseInvalid('file is required');
  return file;
}

/** A file that a model then names under `parameters.files`: its rows are those of the table once that is built. */
const upload: RouteAnswerer = async (call) => {
  const file = await fileIn(call);
  const token = tokenFor(call, { filename: file.name, size: file.size });
  if (call.headers['x-upload-token'] !== token) throw refuse({ status: 403, code: 403, message: 'Access denied.' });
  const dot = file.name.lastIndexOf('.');
  const [filename, extension] = dot < 0 ? [file.name, ''] : [file.name.slice(0, dot), file.name.slice(dot)];
  const path = `/opt/sisense/storage/data/${call.world.ids.uuid()}/${file.name.replaceAll(/[\\/]/g, '_')}`;
  call.world.uploads.set(path, await file.text());
  return ok([{ filename, extension, size: file.size, storageInfo: { path } }]);
};

const onLinux = { needs: 'data-designer', on: 'linux' } as const;

export const uploadRoutes = {
  'POST /storage/fs/validate_file': { ...onLinux, answer: validate },
  'POST /storage/fs/upload': { ...onLinux, answer: upload },
} satisfies Routes;

/** What a connection's `parameters` name as its file. */
export function uploadedFile(uploads: ReadonlyMap<string, string>, parameters: unknown): string | undefined {
  const { files } = objectOf(parameters);
  return Array.isArray(files) ? uploads.get(String(files[0])) : undefined;
}
