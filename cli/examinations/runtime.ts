import { access, constants, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Config } from '../../config.ts';
import { missing, ok, reasonOf, wrong } from './examination.ts';
import type { Examination } from './examination.ts';

export const runtime: Examination = {
  area: 'runtime',
  examine: async (config) => [nodeVersion(), await dataFolder(config), ...oddities(config)],
};

function nodeVersion() {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major >= 24) return ok(`Node ${process.versions.node}`);
  return wrong(`Node ${process.versions.node} is too old`, 'npm ci brings Node 24; start by npx coop or npm start');
}

async function dataFolder(config: Config) {
  const folder = await stat(config.home).catch(() => null);
  if (folder === null) {
    const reachable = await access(dirname(config.home), constants.W_OK).then(
      () => null,
      (error: unknown) => reasonOf(error),
    );
    if (reachable === null) return missing('no data folder yet', 'npm start makes it');
    return wrong('the data folder cannot be made', 'set COOP_HOME to a folder that you may write to');
  }
  if (!folder.isDirectory()) return wrong('COOP_HOME is not a folder', 'set COOP_HOME to a folder');
  return access(config.home, constants.R_OK | constants.W_OK).then(
    () => ok('the data folder can be read and written'),
    () => wrong('the data folder cannot be written', 'start as the user that owns it, or set COOP_HOME to another folder'),
  );
}

const oddities = ({ oddities: found }: Config) => found.map(({ what, advice }) => wrong(what, advice));
