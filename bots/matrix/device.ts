import {
  CollectStrategy,
  DecryptionSettings,
  DeviceId,
  DeviceLists,
  EncryptionSettings,
  initAsync,
  KeysClaimRequest,
  KeysQueryRequest,
  KeysUploadRequest,
  LoggerLevel,
  OlmMachine,
  RoomId,
  SignatureUploadRequest,
  StoreHandle,
  ToDeviceRequest,
  Tracing,
  TrustRequirement,
  UserId,
} from '@matrix-org/matrix-sdk-crypto-wasm';
import type { OutgoingRequest } from '@matrix-org/matrix-sdk-crypto-wasm';
import type { Logger } from 'pino';
import { z } from 'zod';
import { CoopError } from '../../core/errors.ts';
import type { PlatformMemory } from '../../core/ports/platform-memory.ts';
import type { Api } from './api.ts';
import { signOwnDevice } from './cross-signing.ts';
import { restoreCryptoStore } from './crypto-store.ts';
import { isOutage } from './matrix-errors.ts';
import type { Login, Session } from './session.ts';

/** What a sync says about encryption. */
export type DeviceChanges = {
  readonly messages: readonly unknown[];
  readonly changed: readonly string[];
  readonly left: readonly string[];
  readonly oneTimeKeys: Readonly<Record<string, number>>;
  readonly fallbackKeys: readonly string[] | null;
};

export type Decrypted = { readonly type: string; readonly content: unknown };

/** Our device and its keys. One thing at a time: what it knows is written down before anything that follows from it is sent. */
export type Device = {
  /** Has the account itself vouch for this device, so that clients show it as verified. Rejects when the homeserver cannot be asked. */
  readonly sign: (login: Login) => Promise<void>;
  readonly takeIn: (changes: DeviceChanges) => Promise<void>;
  /** Null: the key has not come yet. */
  readonly decrypt: (room: string, event: unknown) => Promise<Decrypted | null>;
  /** The content of an m.room.encrypted that every device of the members can read. */
  readonly encrypt: (
    room: string,
    event: { content: Readonly<Record<string, unknown>>; members: readonly string[] },
  ) => Promise<Readonly<Record<string, unknown>>>;
  /** Writes what must be remembered together with what the device knows, in one transaction. */
  readonly keep: (entries: Readonly<Record<string, string>>) => Promise<void>;
  readonly close: () => Promise<void>;
};

type DeviceParts = { readonly api: Api; readonly session: Session; readonly memory: PlatformMemory; readonly log: Logger };

/**
 * matrix-rust-sdk's OlmMachine by itself, as matrix-js-sdk uses it: our own sync decides when a token is moved on, so the
 * machine is fed by hand. Every device of a room's members gets the keys, verified or not, as a person's client does it.
 */
export async function openDevice({ api, session, memory, log }: DeviceParts): Promise<Device> {
  await initAsync();
  silence();
  const store = await restoreCryptoStore(`${session.userId} ${session.deviceId}`, memory);
  if (store.isNew) await checkNew(api, session);
  const handle = await StoreHandle.open(store.name, null);
  const machine = await OlmMachine.initFromStore(new UserId(session.userId), new DeviceId(session.deviceId), handle);
  /** Rooms whose key of an earlier life was thrown away: nobody knows how far that one had come. */
  const rotated = new Set<string>();
  let last: Promise<unknown> = Promise.resolve();

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = last.then(work, work);
    last = mine.catch(() => {}); // whoever waits for it gets the error
    return mine;
  }

  async function persist(entries: Readonly<Record<string, string>> = {}): Promise<void> {
    const changes = await store.changes();
    const all = { ...changes.entries, ...entries };
    if (Object.keys(all).length > 0) await memory.write(all);
    changes.kept();
  }

  /** Its keys first: the private half of a key that others use must never be lost. */
  async function sendAll(requests: readonly OutgoingRequest[]): Promise<void> {
    if (requests.length === 0) return;
    await persist();
    for (const request of requests) await sendOne(request);
  }

  async function sendOne(request: OutgoingRequest): Promise<void> {
    const body = z.record(z.string(), z.unknown()).parse(JSON.parse(request.body));
    const call = callOf(request);
    if (call === null) return;
    const answer = await api({ ...call, body, answer: z.unknown(), timeout: 30_000 });
    if (request.id !== undefined) await machine.markRequestAsSent(request.id, request.type, JSON.stringify(answer));
  }

  /** What the homeserver refuses for good must not keep everything after it from being heard. */
  function goOnUnlessOutage(err: unknown): void {
    if (isOutage(err) || err instanceof CoopError) throw err;
    log.error({ err }, 'the homeserver refuses what the Matrix device has to tell it');
  }

  async function ready(room: string, members: readonly string[]): Promise<void> {
    const users = () => userIds(members);
    await machine.updateTrackedUsers(users());
    await sendAll(await machine.outgoingRequests());
    const claim = await machine.getMissingSessions(users());
    if (claim) await sendAll([claim]);
    if (!rotated.has(room)) await machine.invalidateGroupSession(new RoomId(room));
    rotated.add(room);
    const settings = new EncryptionSettings();
    settings.sharingStrategy = CollectStrategy.allDevices();
    await sendAll(await machine.shareRoomKey(new RoomId(room), users(), settings));
  }

  return {
    sign: (login) => inTurn(() => signOwnDevice({ machine, api, session, login, persist, sendOne, log }).catch(goOnUnlessOutage)),
    takeIn: (changes) =>
      inTurn(async () => {
        await machine.receiveSyncChanges(
          JSON.stringify(changes.messages),
          new DeviceLists(userIds(changes.changed), userIds(changes.left)),
          new Map(Object.entries(changes.oneTimeKeys)),
          changes.fallbackKeys === null ? undefined : new Set(changes.fallbackKeys),
          trustingAll(),
        );
        await sendAll(await machine.outgoingRequests()).catch(goOnUnlessOutage);
      }),
    decrypt: (room, event) =>
      inTurn(async () => {
        try {
          const decrypted = await machine.decryptRoomEvent(JSON.stringify(event), new RoomId(room), trustingAll());
          return Decrypted.parse(JSON.parse(decrypted.event));
        } catch (error) {
          log.debug({ err: error, room }, 'an encrypted event cannot be read yet');
          return null;
        }
      }),
    encrypt: (room, { content, members }) =>
      inTurn(async () => {
        await ready(room, members);
        const encrypted = await machine.encryptRoomEvent(new RoomId(room), 'm.room.message', JSON.stringify(content));
        await persist();
        return z.record(z.string(), z.unknown()).parse(JSON.parse(encrypted));
      }),
    keep: (entries) => inTurn(() => persist(entries)),
    close: () =>
      inTurn(async () => {
        machine.close();
        await store.close();
      }),
  };
}

const Published = z.object({ device_keys: z.record(z.string(), z.record(z.string(), z.unknown())).default({}) });

/** A device whose keys are published cannot get others: nobody could tell it from somebody who pretends to be it. */
async function checkNew(api: Api, { userId, deviceId }: Session): Promise<void> {
  const body = { device_keys: { [userId]: [deviceId] } };
  const { device_keys: keys } = await api({ method: 'POST', path: ['keys', 'query'], body, answer: Published });
  if (keys[userId]?.[deviceId] === undefined) return;
  throw new CoopError(
    'matrix-device-used',
    `The device ${deviceId} has keys that are not in this database; log in once more, for a device of its own, and put that token into MATRIX_ACCESS_TOKEN`,
  );
}

const Decrypted = z.object({ type: z.string(), content: z.unknown() });

/** Each use consumes them, so they are made anew. An id that is none belongs to nobody. */
function userIds(names: readonly string[]): UserId[] {
  return names.filter((name) => /^@[^:\0]*:[^\0]+$/.test(name)).map((name) => new UserId(name));
}

/** The library keeps a setting once it was given, so each use gets one of its own. */
function trustingAll(): DecryptionSettings {
  return new DecryptionSettings(TrustRequirement.Untrusted);
}

function callOf(request: OutgoingRequest): { method: 'POST' | 'PUT'; path: readonly string[] } | null {
  if (request instanceof KeysUploadRequest) return { method: 'POST', path: ['keys', 'upload'] };
  if (request instanceof KeysQueryRequest) return { method: 'POST', path: ['keys', 'query'] };
  if (request instanceof KeysClaimRequest) return { method: 'POST', path: ['keys', 'claim'] };
  if (request instanceof ToDeviceRequest) return { method: 'PUT', path: ['sendToDevice', request.event_type, request.txn_id] };
  if (request instanceof SignatureUploadRequest) return { method: 'POST', path: ['keys', 'signatures', 'upload'] };
  return null; // backups and verifications: a bot begins none
}

/** It writes to the console of the process by itself. */
function silence(): void {
  if (Tracing.isAvailable()) new Tracing(LoggerLevel.Error).turnOff();
}
