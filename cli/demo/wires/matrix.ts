import { processVariables } from '../../../config.ts';
import { installSynapse } from '../../../test/peers/matrix/install.ts';
import { startMatrix } from '../../../test/peers/matrix/start.ts';
import { openMatrixRoom } from '../../../test/world/matrix-room.ts';
import type { Wire, WireParts } from './wire.ts';

/** A room on Synapse, Matrix's own homeserver. */
export async function openMatrix({ progress }: WireParts): Promise<Wire> {
  await installSynapse(processVariables, progress);
  const peer = await startMatrix();
  const { person } = await openMatrixRoom(peer);
  return {
    variables: { MATRIX_URL: peer.url, MATRIX_ACCESS_TOKEN: peer.bot.accessToken },
    person,
    call: (line) => `!coop ${line}`,
    stop: peer.stop,
  };
}
