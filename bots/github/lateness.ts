/**
 * How long after a deadline an event that happened before it may still arrive, in milliseconds. Deliveries that fail are lost until they
 * are read back, and before a vote is counted all is read back (`sweep`): what was written by then is found. This much is for GitHub
 * itself, whose lists may lag a moment behind what was written.
 */
export const lateness = 5_000;
