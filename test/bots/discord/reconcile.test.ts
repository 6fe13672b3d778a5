import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createReconcile } from '../../../bots/discord/reconcile.ts';
import type { ReadableChannel } from '../../../bots/discord/reconcile.ts';
import { snowflakeAt } from '../../../bots/discord/snowflake.ts';

const now = new Date('2026-11-24T14:00:00Z');
const ago = (minutes: number): string => snowflakeAt(new Date(now.getTime() - minutes * 60_000));
const message = (id: string) => ({ id, channel_id: '1', author: { id: '7', username: 'ada' }, content: `said ${id}` });

/** Discord with these messages in every channel, and what is taken in of them. */
function reading(channels: readonly ReadableChannel[], standing: readonly string[] = []) {
  const [asked, taken] = [[] as string[], [] as string[]];
  const { sweep } = createReconcile({
    rest: {
      get: async (route, { query } = {}) => {
        asked.push(route);
        const after = BigInt(query?.get('after') ?? 0);
        const page = standing.filter((id) => BigInt(id) > after).slice(0, Number(query?.get('limit')));
        return page.toReversed().map(message);
      },
    },
    clock: { now: () => now },
    log: pino({ level: 'silent' }),
    channels: async () => channels,
    take: async ({ id }) => !taken.includes(id) && taken.push(id) > 0,
  });
  return { sweep, asked, taken };
}

describe('reading Discord back', () => {
  it('looks where something new was said, and where we were spoken to: a gateway that loses a message does not tell of it', async () => {
    const { sweep, asked } = reading([
      { id: '1', private: false, newest: ago(5) },
      { id: '2', private: false, newest: ago(60) },
      { id: '3', private: false, newest: '0' },
      { id: '4', private: false, newest: null },
      { id: '5', private: true, newest: null },
    ]);
    await sweep();
    expect(asked).toEqual(['/channels/1/messages', '/channels/4/messages', '/channels/5/messages']);
  });

  it('takes everything in, page by page, oldest first', async () => {
    const ids = Array.from({ length: 250 }, (_, index) => String(BigInt(ago(10)) + BigInt(index)));
    const { sweep, asked, taken } = reading([{ id: '1', private: true, newest: null }], ids);
    expect(await sweep()).toBe(ids.length);
    expect(taken).toEqual(ids);
    expect(asked).toHaveLength(3);
  });

  it('looks back a quarter of an hour at first, later to a minute before the last look', async () => {
    const { sweep, taken } = reading([{ id: '1', private: true, newest: null }], [ago(20), ago(10), ago(0.5)]);
    await sweep();
    expect(taken).toEqual([ago(10), ago(0.5)]);
    expect(await sweep()).toBe(0); // looked at again, and known
  });
});
