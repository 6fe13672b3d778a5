import { styleText } from 'node:util';
import type { ShownHere } from './attach-console.ts';
import { visible } from '../visible.ts';

/** A message for a terminal: nothing in it steers, its lines stay lines. */
export function forTerminal({ heading, text }: Pick<ShownHere, 'heading' | 'text'>, stream: NodeJS.WritableStream): string {
  const lines = text.split('\n').map(visible);
  return [...(heading === null ? [] : [styleText('dim', visible(heading), { stream })]), ...lines].join('\n');
}
