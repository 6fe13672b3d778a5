import { CoopError } from '../../core/errors.ts';

/**
 * Answers an interaction at its own address, which Slack made for it and which came with it, signed. False when it takes no
 * answer any more (30 min, five answers).
 * @throws CoopError "slack-unreachable", "slack-unavailable"; the address is a secret, so no error carries it.
 */
export type Respond = (url: string, answer: Readonly<Record<string, unknown>>) => Promise<boolean>;

export const respond: Respond = async (url, answer) => {
  let response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(answer),
      signal: AbortSignal.timeout(5_000),
    });
    await response.body?.cancel();
  } catch {
    throw new CoopError('slack-unreachable', 'Slack cannot be reached; it is tried again');
  }
  if (response.ok) return true;
  if (response.status === 429 || response.status >= 500) {
    throw new CoopError('slack-unavailable', `Slack answered ${response.status}; it is tried again`);
  }
  return false;
};
