import { processVariables } from '../../../config.ts';
import { installPeers } from '../../../test/peers/install.ts';
import { startSlack } from '../../../test/peers/slack/start.ts';
import { createSlackPerson } from '../../../test/world/slack-person.ts';
import type { Wire, WireParts } from './wire.ts';

/** A workspace of local-slack, by Socket Mode. */
export async function openSlack({ progress }: WireParts): Promise<Wire> {
  await installPeers(processVariables, progress);
  const peer = await startSlack();
  return {
    variables: { SLACK_BOT_TOKEN: peer.botToken, SLACK_APP_TOKEN: peer.appToken, SLACK_API_URL: peer.apiUrl },
    person: (name, rights = {}) => createSlackPerson(name, rights, peer),
    call: (line) => `/coop ${line}`,
    stop: peer.stop,
  };
}
