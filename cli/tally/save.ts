import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { CoopError } from '../../core/errors.ts';
import type { Election } from '../../core/voting/formats/election.ts';
import { writeElection } from '../../core/voting/formats/write-election.ts';
import { naming } from '../read-input.ts';
import { visible } from '../visible.ts';

/** Saves an election in the format that the ending of the file's name asks for. */
export async function saveElection(path: string, election: Election): Promise<void> {
  await save(
    path,
    naming(path, () => writeElection(election, extname(path))),
  );
}

/** @throws CoopError that names the file */
export async function save(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (cause) {
    throw new CoopError('file', `${visible(path)}: it cannot be written. Look at the folder and its permissions.`, { cause });
  }
}
