import type { RequestFault } from '../../peers/front/faults.ts';
import type { FaultPlatform, FaultWorld } from './open-fault-world.ts';

export type FaultCase = {
  readonly name: string;
  /** From before the vote is opened until its outcome is there. */
  readonly weather?: (world: FaultWorld) => void;
  /** While ballots are on their way; it may take its time. */
  readonly blow?: (world: FaultWorld) => Promise<void> | void;
  /** What is said may not be heard, so nobody waits for an answer before the count. */
  readonly isDeaf?: true;
  /** Where there is something of the kind; default: everywhere. */
  readonly platforms?: readonly FaultPlatform[];
};

/** Never one after the other without end: the product gives up a message after eight failures. */
const everySecondShown = (world: FaultWorld, does: RequestFault, times = Infinity): void =>
  world.proxy.requests.inject({ matches: world.rules.shows, every: 2, times, does });

/** A sync is asked for: nothing is delivered, and nothing can be lost on its way. */
const delivered: readonly FaultPlatform[] = ['discord', 'slack', 'slack-http', 'github'];
const overSocket: readonly FaultPlatform[] = ['discord', 'slack'];

/** Each wait, loss and cut twice, in one vote: for every run of the tests. */
const isRough: FaultCase = {
  name: '429, lost answers, 502 after it was done and half answers in turn',
  weather: ({ proxy, rules }) => {
    const faults: readonly RequestFault[] = [
      { kind: 'limit', seconds: 1 },
      { kind: 'reset', done: true },
      { kind: 'status', status: 502, done: true },
      { kind: 'truncate' },
    ];
    for (const does of faults) proxy.requests.inject({ matches: rules.shows, every: 3, times: 2, does });
  },
};
/** What is said is done, and nobody hears of it. */
const answersAreLost: FaultCase = {
  name: 'it is done, the answer is lost',
  weather: (world) => everySecondShown(world, { kind: 'reset', done: true }),
};
const failsAfter: FaultCase = {
  name: 'it is done, and 502 is said',
  weather: (world) => everySecondShown(world, { kind: 'status', status: 502, done: true }),
};
const isLimited: FaultCase = {
  name: '429, to wait 1 s',
  weather: (world) => everySecondShown(world, { kind: 'limit', seconds: 1 }, 6),
};
const isTruncated: FaultCase = {
  name: 'half of the answer arrives',
  weather: (world) => everySecondShown(world, { kind: 'truncate' }),
};
const deliveriesRepeat: FaultCase = {
  name: 'everything is delivered three times',
  platforms: delivered,
  weather: ({ proxy }) => proxy.deliveries.inject({ does: { kind: 'repeat', times: 3 } }),
};
const deliveriesAreLost: FaultCase = {
  name: 'every second delivery is lost',
  platforms: delivered,
  isDeaf: true,
  blow: ({ proxy }) => proxy.deliveries.inject({ matches: ({ body }) => body.includes('vote cast'), every: 2, does: { kind: 'lose' } }),
};

export const fewCases: readonly FaultCase[] = [isRough, deliveriesRepeat, deliveriesAreLost];

const farewells = (world: FaultWorld, name: string): void => {
  const frame = world.rules.farewells[name];
  if (frame !== undefined) world.proxy.sockets.say(frame);
};
const asked = (name: string, platform: FaultPlatform): FaultCase => ({
  name,
  platforms: [platform],
  blow: (world) => farewells(world, name),
});

/** All of them, for `npm run chaos`. */
export const allCases: readonly FaultCase[] = [
  { name: 'nothing goes wrong' },
  isLimited,
  {
    name: '503 before it is done',
    weather: (world) => everySecondShown(world, { kind: 'status', status: 503 }),
  },
  failsAfter,
  answersAreLost,
  {
    name: 'every fifth request is reset',
    weather: ({ proxy }) => proxy.requests.inject({ every: 5, does: { kind: 'reset' } }),
  },
  isTruncated,
  {
    name: 'no answer comes, the connection stays',
    weather: ({ proxy, rules }) =>
      proxy.requests.inject({ matches: rules.shows, every: 4, times: 3, does: { kind: 'half-open', done: true } }),
  },
  {
    name: 'every answer takes 700 ms',
    weather: ({ proxy }) => proxy.requests.inject({ does: { kind: 'delay', milliseconds: 700 } }),
  },
  deliveriesRepeat,
  deliveriesAreLost,
  {
    name: 'every delivery is 800 ms late',
    platforms: delivered,
    weather: ({ proxy }) => proxy.deliveries.inject({ does: { kind: 'late', milliseconds: 800 } }),
  },
  { name: 'the socket is reset', platforms: overSocket, blow: ({ proxy }) => proxy.sockets.cut() },
  {
    name: 'a zombie socket',
    platforms: ['discord'],
    blow: async ({ proxy }) => {
      const before = proxy.sockets.count();
      proxy.sockets.deafen();
      // Whoever gets no answer to a heartbeat gives the connection up, and makes another.
      for (const until = Date.now() + 20_000; proxy.sockets.count() === before && Date.now() < until;) await pause(100);
    },
  },
  asked('op 7: connect again', 'discord'),
  asked('op 9: the session goes on', 'discord'),
  asked('op 9: the session is gone', 'discord'),
  asked('disconnect: refresh', 'slack'),
];

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
