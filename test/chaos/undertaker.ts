import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { z } from 'zod';
import { killProcessesOf } from './processes-of.ts';

// A process of its own: it waits for the end of whoever started it, however that ends (its standard input closes), then ends
// everything that runs in the folder and removes it.
const folder = z.string().min(1).parse(process.env['UNDERTAKER_FOLDER']);
process.stdin.resume();
await once(process.stdin, 'close');
await killProcessesOf(folder);
await rm(folder, { recursive: true, force: true, maxRetries: 10 });
