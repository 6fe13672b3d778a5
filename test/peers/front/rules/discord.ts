import { z } from 'zod';
import { json } from './rules.ts';
import type { PlatformRules } from './rules.ts';

/** Milliseconds between heartbeats. Discord asks for about 41,000: a connection without an answer to one is a zombie at the next. */
const heartbeat = 400;

/** Sources: Discord's documentation, "Rate Limits", "Gateway", "Opcodes and Status Codes". */
export const discordRules: PlatformRules = {
  limited: (seconds) =>
    json(
      429,
      { message: 'You are being rate limited.', retry_after: seconds, global: false },
      { 'retry-after': String(Math.ceil(seconds)), 'x-ratelimit-scope': 'user', 'x-ratelimit-reset-after': String(seconds) },
    ),
  failed: (status) => json(status, { message: `${status}: Server Error`, code: 0 }),
  shows: ({ method, path }) => method !== 'GET' && /\/(messages|callback|webhooks)(\/|$)/.test(path),
  tells: ({ body }) => body.includes('"MESSAGE_CREATE"'),
  again: () => ({}),
  framedAgain: (frame) => frame,
  hurried: (frame) => {
    const hello = Hello.safeParse(JSON.parse(frame));
    return hello.success ? JSON.stringify({ ...hello.data, d: { ...hello.data.d, heartbeat_interval: heartbeat } }) : frame;
  },
  farewells: {
    'op 7: connect again': JSON.stringify({ op: 7, d: null }),
    'op 9: the session goes on': JSON.stringify({ op: 9, d: true }),
    'op 9: the session is gone': JSON.stringify({ op: 9, d: false }),
  },
};

const Hello = z.looseObject({ op: z.literal(10), d: z.looseObject({ heartbeat_interval: z.number() }) });
