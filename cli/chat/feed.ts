import { readLines } from '../../bots/console/lines.ts';
import { longestSaid } from '../../bots/console/protocol.ts';
import type { ConsoleClient } from './attach-console.ts';

/**
 * Says a script, each line when the one before is answered; at its end waits for what is still posted. Empty lines and
 * those that begin with "#" are not said.
 */
export async function feed(script: AsyncIterable<Buffer>, client: Pick<ConsoleClient, 'say' | 'settle'>): Promise<void> {
  // Of a line that is longer than anything that is heard, enough is said that the refusal names why.
  for await (const { text } of readLines(script, longestSaid * bytesPerCharacter)) {
    const line = text.trim();
    if (line !== '' && !line.startsWith('#')) await client.say(line);
  }
  await client.settle();
}

/** At most, in UTF-8. */
const bytesPerCharacter = 4;
