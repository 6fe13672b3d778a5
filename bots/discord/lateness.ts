/**
 * How long after a deadline an event that happened before it may still arrive, in milliseconds.
 * Interactions (slash commands, buttons, forms) and messages come once over the gateway, at once or never: Discord
 * gives an interaction 3 s and shows its own error afterwards. Resumed sessions replay what was missed with its own
 * time, so a ballot counts by when it was said, but no result waits for it.
 */
export const lateness = 0;
