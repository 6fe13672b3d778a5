import { open, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import type { JsonValue } from '../core/canonical-json.ts';
import { CoopError } from '../core/errors.ts';
import { readJson } from '../core/read-json.ts';
import { visible } from './visible.ts';

/** Bytes. A bundle with a million ballots has about 40 MB. */
const largest = 128 * 1024 * 1024;

/** What other formats there will be, so that a refusal can say so. */
const later = new Set(['.cvotes', '.blt', '.pb', '.soi', '.soc', '.toi', '.toc', '.csv']);

/**
 * The JSON of a file, read strictly.
 * @throws CoopError that begins with the file's name as it was typed, and names the line where there is one.
 */
export async function readJsonFile(path: string): Promise<JsonValue> {
  if (later.has(extname(path).toLowerCase())) {
    throw new CoopError(
      'format',
      `${visible(path)}: files of this kind are not read yet. This release reads outcomes as our bundle (.json).`,
    );
  }
  const text = decode(path, await readBounded(path));
  try {
    return readJson(text);
  } catch (error) {
    if (error instanceof CoopError && error.code === 'json-malformed')
      throw new CoopError(error.code, `${visible(path)}, ${error.message}`);
    throw error;
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

function decode(path: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CoopError('file', `${visible(path)}: it is not UTF-8 text. Save it as it was downloaded, or as UTF-8.`);
  }
}
