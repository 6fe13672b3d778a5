import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { CoopError } from '../../core/errors.ts';
import type { Bundle } from '../../core/voting/bundle.ts';
import type { Method } from '../../core/voting/method.ts';
import { exportFormats, exportOutcome } from '../../core/voting/formats/export-outcome.ts';
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

/** The ballots of an outcome: as the vote is exported everywhere, or in PrefLib's formats, which hold rankings. */
export async function saveOutcomeBallots(
  path: string,
  { bundle, method, election }: { readonly bundle: Bundle; readonly method: Method; readonly election: Election },
): Promise<void> {
  const format = exportFormats.find((known) => `.${known}` === extname(path).toLowerCase());
  if (format === undefined) return saveElection(path, election);
  return save(
    path,
    naming(path, () => exportOutcome(bundle, method, format)),
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
