import { z } from 'zod';

/** A token, in one piece; of a kind that begins like this. */
export function token(prefix = '') {
  const expected = prefix === '' ? 'must not contain spaces' : `must begin with ${prefix}`;
  return z
    .string()
    .regex(/^\S+$/, expected)
    .refine((given) => given.startsWith(prefix), expected);
}

export function webUrl() {
  return z.url({ protocol: /^https?$/, error: 'must be an address that begins with http:// or https://' });
}
