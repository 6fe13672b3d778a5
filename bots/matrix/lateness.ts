/**
 * How long after a deadline an event that happened before it may still arrive, in milliseconds. The homeserver keeps everything
 * until we have read it, and before a vote is counted a whole sync is done (`sweep`): after that nothing is late. A homeserver that
 * cannot be reached makes the sweep fail, and it is tried again.
 */
export const lateness = 0;
