import { open } from 'node:fs/promises';

/** Writes a new file so that it is whole on the disk when this resolves. That it is there at all, `syncFolder` makes sure. */
export async function writeDurably(path: string, content: string, { mode }: { mode: number }): Promise<void> {
  const file = await open(path, 'w', mode);
  try {
    await file.writeFile(content);
    await file.chmod(mode);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** What was made, renamed or removed in a folder is so after a power cut too. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return; // it takes no handle of a folder, and journals by itself
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
