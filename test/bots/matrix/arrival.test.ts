import { describe, expect, it } from 'vitest';
import { arrivals } from '../../../bots/matrix/arrival.ts';
import type { RawEvent } from '../../../bots/matrix/events.ts';

const now = new Date('2026-11-26T12:00:00Z');
const ago = (seconds: number): string => new Date(now.getTime() - seconds * 1_000).toISOString();
const said = (sender: string, { age, stamp = 0 }: { age?: number; stamp?: number }): RawEvent => ({
  raw: {},
  event: {
    event_id: '$1',
    sender,
    type: 'm.room.message',
    origin_server_ts: stamp,
    content: {},
    unsigned: age === undefined ? undefined : { age },
  },
});
const at = (...events: RawEvent[]): string[] => arrivals(events, { now, server: 'home.org' }).map((arrived) => arrived.at.toISOString());

describe('when something arrived at our homeserver', () => {
  it('is told by its age, for people of our own, whatever the clock of the homeserver shows', () =>
    expect(at(said('@ada:home.org', { age: 5_000, stamp: 1 }), said('@bob:home.org', { age: 1_000, stamp: 9e15 }))).toEqual([
      ago(5),
      ago(1),
    ]));

  it('is never what another server claims: neither its time nor its age', () =>
    expect(at(said('@eve:far.org', { age: 9_000_000, stamp: 1 }))).toEqual([ago(0)]));

  it('is before what stands after it', () =>
    expect(at(said('@eve:far.org', { age: 0, stamp: 9e15 }), said('@ada:home.org', { age: 60_000 }))).toEqual([ago(60), ago(60)]));

  it('is never later than now', () =>
    expect(at(said('@ada:home.org', { stamp: 9e15 }), said('@ada:home.org', { age: -5 }))).toEqual([ago(0), ago(0)]));
});
