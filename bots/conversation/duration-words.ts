import { say } from '../../core/text/text.ts';
import type { Sentence } from '../../core/text/text.ts';

/** A duration in words, in its two largest units: "2 days 3 hours". `milliseconds` from 0. */
export function durationWords(milliseconds: number): Sentence {
  const [first = say('conversation.seconds', { count: 0 }), second] = parts(Math.floor(milliseconds / 1000));
  return second === undefined ? first : say('conversation.and-more', { first, second });
}

function parts(seconds: number): readonly Sentence[] {
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor(seconds / 3600) % 24;
  const minutes = Math.floor(seconds / 60) % 60;
  return [
    ...(days > 0 ? [say('conversation.days', { count: days })] : []),
    ...(hours > 0 ? [say('conversation.hours', { count: hours })] : []),
    ...(minutes > 0 ? [say('conversation.minutes', { count: minutes })] : []),
    ...(seconds % 60 > 0 ? [say('conversation.seconds', { count: seconds % 60 })] : []),
  ].slice(0, 2);
}
