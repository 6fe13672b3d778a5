import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { syncFolder, writeDurably } from '../../adapters/embedded/durable-file.ts';
import { havePeers } from '../peers/install.ts';
import { findTemporal, temporalPatience } from '../servers/temporal.ts';
import { openDisk, whyNoDisk } from './disk.ts';
import { surviveStorm } from './survive.ts';

const missing = await whyNoDisk();
if (missing !== null) process.stderr.write(`\nPOWER CUTS ARE SKIPPED: ${missing}\n`);

describe.skipIf(missing !== null)('a power cut', () => {
  it('takes what was only written, and leaves what was written durably', async () => {
    await using disk = await openDisk();
    await writeFile(join(disk.folder, 'written'), 'gone');
    await writeDurably(join(disk.folder, 'secret'), 'kept', { mode: 0o600 });
    await syncFolder(disk.folder);
    await writeFile(join(disk.folder, 'later'), 'gone');
    await disk.cut();
    await disk.restore();
    await expect(readFile(join(disk.folder, 'secret'), 'utf8')).resolves.toBe('kept');
    await expect(readFile(join(disk.folder, 'written'), 'utf8')).resolves.toBe('');
    await expect(readdir(disk.folder)).resolves.not.toContain('later');
  });
});

describe.skipIf(missing !== null || !(await havePeers()))('20 power cuts, while people vote', () => {
  beforeAll(findTemporal, temporalPatience);

  it('lose nothing that was acknowledged', { timeout: 60 * 60_000 }, async () => {
    await using disk = await openDisk();
    await surviveStorm({
      kills: 20,
      people: 10,
      waits: true,
      within: disk.folder,
      strikeDown: async ({ killEverything }) => {
        await disk.cut();
        await killEverything();
        await disk.restore();
      },
      note: (line) => console.log(line),
    });
  });
});
