import { open, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import type { JsonValue } from '../core/canonical-json.ts';
import { CoopError } from '../core/errors.ts';
import { readJson } from '../core/read-json.ts';
import { decodeText } from '../core/voting/formats/decode-text.ts';
import type { Decoded } from '../core/voting/formats/decode-text.ts';
import { detectFormat } from '../core/voting/formats/read-election.ts';
import { visible } from './visible.ts';

/** Bytes. A bundle with a million ballots has about 40 MB. */
const largest = 128 * 1024 * 1024;

/** The text of a file, its encoding, and the ending of its name (".csv", "" for none). */
export type InputText = Decoded & { readonly extension: string };

/**
 * The text of a file, UTF-8 or Latin-1.
 * @throws CoopError that begins with the file's name as it was typed
 */
export async function readTextFile(path: string): Promise<InputText> {
  const bytes = await readBounded(path);
  return { ...naming(path, () => decodeText(bytes)), extension: extname(path) };
}

/**
 * The JSON of a file, read strictly.
 * @throws CoopError that begins with the file's name as it was typed, and names the line where there is one.
 */
export async function readJsonFile(path: string): Promise<JsonValue> {
  const { text, extension } = await readTextFile(path);
  return naming(path, () => {
    const format = detectFormat(text, extension);
    if (format === null || format === 'bundle') return readJson(text);
    throw new CoopError(
      'format',
      'this is an election, not an outcome (.json). Count it: coop tally FILE --method NAME --bundle OUTCOME.json',
    );
  });
}

/** Does it, and puts the file's name before what is refused. */
export function naming<R>(path: string, work: () => R): R {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof CoopError)) throw error;
    const place = /^line \d/u.test(error.message) ? `${visible(path)}, ` : `${visible(path)}: `;
    throw new CoopError(error.code, `${place}${visible(error.message)}`);
  }
}

async function readBounded(path: string): Promise<Buffer> {
  // Asked before it is opened: opening a pipe waits for somebody to write into it.
  const status = await orRefuse(path, () => stat(path));
  if (!status.isFile()) throw new CoopError('file', `${visible(path)}: this is not a file. Name the file that was saved.`);
  const file = await orRefuse(path, () => open(path));
  try {
    // Read to the limit whatever the size says: it may grow, and some files of the system claim to be empty.
    const chunks: Buffer[] = [];
    let size = 0;
    const stream: AsyncIterable<Buffer> = file.createReadStream({ end: largest, autoClose: false });
    for await (const chunk of stream) {
      chunks.push(chunk);
      size += chunk.length;
    }
    if (size > largest)
      throw new CoopError('file', `${visible(path)}: it has more than ${largest / 1024 / 1024} MiB. Nothing so large is read.`);
    return Buffer.concat(chunks);
  } finally {
    await file.close();
  }
}

async function orRefuse<R>(path: string, work: () => Promise<R>): Promise<R> {
  try {
    return await work();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT') throw new CoopError('file', `${visible(path)}: there is no such file. Look at the name and the folder.`);
    if (code === 'EACCES' || code === 'EPERM')
      throw new CoopError('file', `${visible(path)}: it may not be read. Look at its permissions.`);
    throw new CoopError('file', `${visible(path)}: it cannot be opened${code === '' ? '' : ` (${code})`}.`, { cause: error });
  }
}
