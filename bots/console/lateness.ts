/**
 * How long after a deadline a line that was said before it may still arrive, in milliseconds. A line counts from when the
 * instance read it: whoever types knows at once whether it did, because it is answered.
 */
export const lateness = 0;
