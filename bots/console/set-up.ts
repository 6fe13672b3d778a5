import type { Finding } from '../conversation/platform.ts';
import { openSocket } from './socket.ts';

/** What the doctor says: whether terminals can attach. Never rejects, starts nothing. */
export async function examineSetUp(home: string): Promise<readonly Finding[]> {
  try {
    const socket = await openSocket(home);
    socket?.destroy();
    if (socket !== null) return [{ level: 'ok', what: 'terminals can attach to the console' }];
    return [
      {
        level: 'missing',
        what: 'no instance runs that a terminal can attach to',
        advice: 'npx coop chat --as you starts one and talks to it',
      },
    ];
  } catch (error) {
    return [
      { level: 'wrong', what: 'terminals cannot attach to the console', advice: error instanceof Error ? error.message : String(error) },
    ];
  }
}
