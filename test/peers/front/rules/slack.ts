import { z } from 'zod';
import { json } from './rules.ts';
import type { PlatformRules } from './rules.ts';

/** Sources: Slack's documentation, "Rate limits", "The Events API" (retries), "Using Socket Mode" (disconnect). */
export const slackRules: PlatformRules = {
  limited: (seconds) => json(429, { ok: false, error: 'ratelimited' }, { 'retry-after': String(Math.ceil(seconds)) }),
  failed: (status) => json(status, { ok: false, error: 'internal_error' }),
  shows: ({ path }) => /\/(chat\.(postMessage|postEphemeral|update)|views\.\w+)$|\/_hooks\//.test(path),
  tells: ({ body }) => body.includes('"event_callback"') || body.includes('"events_api"'),
  again: (time) => ({ 'x-slack-retry-num': String(time), 'x-slack-retry-reason': 'http_timeout' }),
  framedAgain: (frame, time) => JSON.stringify({ ...Frame.parse(JSON.parse(frame)), retry_attempt: time, retry_reason: 'timeout' }),
  hurried: (frame) => frame,
  farewells: {
    'disconnect: refresh': JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: { host: 'front' } }),
  },
};

const Frame = z.record(z.string(), z.unknown());
