import { z } from 'zod';
import type { GithubRequest } from './messages.ts';

/**
 * GitHub's documented rules that its description does not hold and the peer does not enforce ("Getting started with the REST API",
 * "Best practices for using the REST API", "Using the REST API to interact with checks"). Returns what is broken.
 */
export function documentedRules(operation: string, { headers, query, body }: GithubRequest): string[] {
  const found: string[] = [];
  if ((headers['user-agent'] ?? '') === '') found.push('no user agent');
  if (!/^(?:bearer|token) \S+$/i.test(headers['authorization'] ?? '')) found.push('no authorization');
  if (!/application\/vnd\.github(?:\.v3)?(?:\.raw)?\+json/.test(headers['accept'] ?? ''))
    found.push(`accepts "${headers['accept'] ?? ''}"`);
  if (Number(query['per_page'] ?? 1) > 100) found.push('asks for more than 100 at once');
  const parsed = limitsOf(operation).safeParse(body ?? {});
  if (!parsed.success) found.push(...parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
  return found.map((problem) => `${operation}: ${problem}`);
}

/** The largest body of an issue, a pull request or a comment, in characters. */
export const longestBody = 65_536;

const short = (most: number): z.ZodType => z.string().min(1).max(most);
const text = { body: z.string().max(longestBody).nullish(), title: short(256).optional() };
const label = {
  name: short(50).optional(),
  new_name: short(50).optional(),
  color: z
    .string()
    .regex(/^[0-9a-fA-F]{6}$/)
    .optional(),
  description: z.string().max(100).nullish(),
};
const check = {
  name: short(255).optional(),
  output: z.object({ title: short(255).optional(), summary: z.string().max(65_535), text: z.string().max(65_535).optional() }).optional(),
  actions: z
    .array(z.object({ label: short(20), description: short(40), identifier: short(20) }))
    .max(3)
    .optional(),
};

function limitsOf(operation: string): z.ZodType {
  if (/^(?:POST|PATCH) .*\/labels(?:\/\{name\})?$/.test(operation)) {
    return operation.includes('{issue_number}') ? z.object({ labels: z.array(short(50)).max(100) }) : z.object(label);
  }
  if (/\/check-runs/.test(operation)) return z.object(check);
  if (/\/(?:issues|comments|pulls|replies)/.test(operation)) return z.object(text);
  return z.unknown();
}
