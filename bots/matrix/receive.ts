import type { Logger } from 'pino';
import type { ToldDeleted } from '../../core/ports/deleted-posts.ts';
import type { Event } from '../conversation/event.ts';
import type { Answer as Answered, Hear } from '../conversation/platform.ts';
import { Address } from './address.ts';
import type { Answer } from './answers.ts';
import { arrivals, serverOf } from './arrival.ts';
import type { Arrived } from './arrival.ts';
import { decodeMessage } from './decode.ts';
import type { Decoding } from './decode.ts';
import { decodeDeleted } from './decode-deleted.ts';
import type { Device } from './device.ts';
import { readEvents } from './events.ts';
import type { RoomEvent } from './events.ts';
import { isOutage } from './matrix-errors.ts';
import type { Position } from './position.ts';
import type { ReadBack } from './reconcile.ts';
import { attempt } from './send.ts';
import type { JoinedRoom } from './sync-response.ts';

type ReceiveParts = {
  readonly hear: Hear;
  readonly answer: Answer;
  readonly deleted: ToldDeleted;
  readonly decoding: Decoding;
  readonly device: Device;
  readonly readBack: ReadBack;
  readonly now: () => Date;
  readonly log: Logger;
};

export type Unread = Position['unread'][number];

export type Receive = {
  /**
   * Takes in what is new in a room, in its order. `again`: an earlier life may have heard it already, and newer things too. Returns what
   * cannot be read yet.
   */
  readonly room: (room: string, joined: JoinedRoom, how: { since: string | null; again: boolean }) => Promise<readonly Unread[]>;
  /** Once more what could not be read before. Returns what still cannot be read. */
  readonly again: (unread: readonly Unread[]) => Promise<readonly Unread[]>;
  /** Resolves when every answer that was begun is given, or left to the relay. */
  readonly settled: () => Promise<void>;
};

/** The order is the promise: everything is committed before the sync token moves on, and each answer leaves after its commit. */
export function createReceive({ hear, answer, deleted, decoding, device, readBack, now, log }: ReceiveParts): Receive {
  const running = new Set<Promise<void>>();
  const server = serverOf(decoding.self);

  async function take(room: string, { raw, event, at }: Arrived, again: boolean): Promise<readonly Unread[]> {
    const gone = decodeDeleted(room, event, decoding.self);
    if (gone !== null) {
      await deleted(gone);
      return [];
    }
    if (event.type !== 'm.room.encrypted') return hearOut(room, { raw, event, at }, again);
    if (event.sender === decoding.self) return [];
    const decrypted = await device.decrypt(room, raw);
    if (decrypted === null) return [{ room, raw, at: at.toISOString() }];
    const [read] = readEvents([{ ...event, ...decrypted }]);
    return read === undefined ? [] : hearOut(room, { raw, event: read.event, at }, again);
  }

  async function hearOut(room: string, { event, at }: Arrived, again: boolean): Promise<readonly Unread[]> {
    const decoded = await decode(room, event, at);
    const heard: Event | null = decoded !== null && again ? { ...decoded, outOfTurn: true } : decoded;
    const given = heard === null ? null : await hear(heard);
    if (heard === null || given === null) return [];
    const answering = giveAnswer(heard, given).finally(() => running.delete(answering));
    running.add(answering);
    return [];
  }

  /** One event that cannot be understood must not keep everything after it from being heard. */
  async function decode(room: string, event: RoomEvent, at: Date): Promise<Event | null> {
    try {
      return await decodeMessage({ room, event, at }, decoding);
    } catch (err) {
      if (isOutage(err)) throw err;
      log.warn({ event: event.event_id, err }, 'a Matrix event cannot be taken in');
      return null;
    }
  }

  /** What does not leave now is in the outbox. */
  async function giveAnswer({ id, answerTo }: Event, given: Answered): Promise<void> {
    try {
      const sent = await attempt(() => answer(Address.parse(answerTo), given));
      if (sent.kind === 'sent') await given.answered();
      else log.warn({ event: id, ...sent }, 'an answer did not reach Matrix at once; the relay has it');
    } catch (err) {
      log.warn({ event: id, err }, 'an answer did not reach Matrix at once; the relay has it');
    }
  }

  async function inOrder(room: string, events: readonly Arrived[], again: boolean): Promise<readonly Unread[]> {
    const unread: Unread[] = [];
    for (const event of events) {
      decoding.rooms.note(room, event.event);
      unread.push(...(await take(room, event, again)));
    }
    return unread;
  }

  return {
    room: async (room, joined, { since, again }) => {
      for (const { event } of readEvents(joined.state.events)) decoding.rooms.note(room, event);
      const events = await readBack(room, joined, since);
      return inOrder(room, arrivals(events, { now: now(), server }), again);
    },
    again: async (unread) => {
      const still: Unread[] = [];
      for (const { room, raw, at } of unread) {
        const [read] = readEvents([raw]);
        // What was said after it could be read at once.
        if (read !== undefined) still.push(...(await take(room, { raw, event: read.event, at: new Date(at) }, true)));
      }
      return still;
    },
    settled: async () => void (await Promise.all(running)),
  };
}
