// Generates the Prisma client into prisma/generated when the schema changed since it was last done.
// Plain JavaScript for any Node >= 20, because npm runs it before anything else is there, and without internet:
// `prisma generate` insists on a schema engine binary that it never runs, so it is given an executable that exists.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const generated = join(root, 'prisma', 'generated');
const mark = join(generated, '.schema-hash');
const require = createRequire(import.meta.url);

const prisma = findPrisma();
if (prisma === null) {
  // Installed without development dependencies: the package brings the client along.
  if (!existsSync(join(generated, 'client.ts'))) fail('prisma is not installed: run "npm ci" with development dependencies');
} else if (readMark() !== schemaHash(prisma.version)) {
  rmSync(mark, { force: true });
  const ran = spawnSync(process.execPath, [prisma.path, 'generate', '--no-hints'], {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  });
  if (ran.status !== 0 || !existsSync(join(generated, 'client.ts'))) fail(`${ran.stdout ?? ''}${ran.stderr ?? ''}${ran.error ?? ''}`);
  mkdirSync(generated, { recursive: true });
  writeFileSync(mark, schemaHash(prisma.version));
}

function findPrisma() {
  try {
    const manifest = require.resolve('prisma/package.json');
    return { path: join(dirname(manifest), 'build', 'index.js'), version: JSON.parse(readFileSync(manifest, 'utf8')).version };
  } catch {
    return null;
  }
}

function readMark() {
  return existsSync(mark) && existsSync(join(generated, 'client.ts')) ? readFileSync(mark, 'utf8') : '';
}

function schemaHash(version) {
  const models = readdirSync(join(root, 'prisma', 'models')).sort();
  const files = ['schema.prisma', ...models.map((name) => join('models', name))];
  const hash = createHash('sha256').update(version);
  for (const file of files)
    hash
      .update('\0')
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, 'prisma', file)));
  return hash.digest('hex');
}

function fail(message) {
  process.stderr.write(`The Prisma client could not be generated: ${message}\n`);
  process.exit(1);
}
