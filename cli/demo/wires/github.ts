import { processVariables } from '../../../config.ts';
import { startGithub } from '../../../test/peers/github/start.ts';
import { installPeers } from '../../../test/peers/install.ts';
import { githubVariables, openGithubTable } from '../../../test/world/github-table.ts';
import type { Wire, WireParts } from './wire.ts';

/** A repository on emulate, by an app and its webhooks. */
export async function openGithub({ port, progress }: WireParts): Promise<Wire> {
  await installPeers(processVariables, progress);
  const peer = await startGithub({ as: 'app' });
  const { person } = await openGithubTable(peer);
  return {
    variables: githubVariables(peer, `http://127.0.0.1:${port}/github/events`),
    person,
    call: (line) => `/coop ${line}`,
    stop: peer.stop,
  };
}
