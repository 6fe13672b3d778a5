import { z } from 'zod';
import { shown } from '../world/shown.ts';

/** A message of Discord as its reader sees it. */
export function textOf(message: unknown): string {
  const { content, embeds } = Message.parse(message);
  return [content, ...embeds.map(({ description }) => description)].map(shown).join('\n');
}

const Message = z.object({
  content: z.string().default(''),
  embeds: z.array(z.object({ description: z.string().default('') })).default([]),
});
