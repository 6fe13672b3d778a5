import { expect, test } from 'vitest';
import { createTranslator } from '../../../adapters/icu/translator.ts';
import { encodeUnkept } from '../../../bots/console/encode.ts';
import { paragraph, say } from '../../../core/text/text.ts';

test('in a room of another network it is said how a terminal gets into another room', () => {
  const elsewhere = say('conversation.network-elsewhere', { here: 'Bakers', there: 'Sailors' });
  const answer = { message: { text: [paragraph(elsewhere)] }, reader: { language: 'en', timeZone: 'UTC' } };
  const { text } = encodeUnkept({ event: 'e', account: 'a', name: 'Ada', room: 'kitchen' }, answer, createTranslator());
  expect(text).toBe('This room belongs to Bakers. For Sailors, chat in another one: coop chat --as NAME --room ROOM.');
});
