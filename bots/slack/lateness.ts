/**
 * How long after a deadline an event that happened before it may still arrive, in milliseconds. Interactions (commands, buttons,
 * forms) come once, at once or never: Slack gives them 3 s and shows its own error afterwards. Events that were not acknowledged
 * come again at once, after one minute and after five, but nobody needs to wait for that: a message stands in its channel, and
 * before a vote is counted every channel is read back (`sweep`). A workspace that cannot be reached makes the sweep fail, and it
 * is tried again.
 */
export const lateness = 5_000;
