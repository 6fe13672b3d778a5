/**
 * How long after a deadline an event that happened before it may still arrive, in milliseconds. Slack delivers an event that
 * was not acknowledged again at once, after one minute and after five. Interactions (commands, buttons, forms) come once, at
 * once or never, but a platform has one lateness, and a ballot may be a message.
 */
export const lateness = 6 * 60_000;
