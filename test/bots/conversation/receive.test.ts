import { describe, expect, test } from 'vitest';
import { CoopError, Refusal } from '../../../core/errors.ts';
import { say } from '../../../core/text/text.ts';
import { hostileStrings } from '../../fixtures/hostile-strings.ts';
import { createWorld } from './world.ts';

describe('the door', () => {
  test('an event that comes again is a duplicate: no second effect, no second answer', async () => {
    const ada = createWorld();
    await ada.answer({ kind: 'text', text: 'vote cast Blue' }, 'once');
    expect(await ada.answer({ kind: 'text', text: 'vote cast Blue' }, 'once')).toBeNull();
    expect(ada.lines).toHaveLength(1);
    expect(ada.intake.queued).toEqual(['once']);
  });

  test('the answer is queued with the effect, and marked when it was given', async () => {
    const ada = createWorld();
    const answer = await ada.answer({ kind: 'text', text: 'vote cast Blue' }, 'first');
    expect(ada.intake.queued).toEqual(['first']);
    await answer?.answered();
    expect(ada.intake.given).toEqual(['answer/first']);
  });

  test('a refusal undoes everything and is answered for good', async () => {
    const ada = createWorld();
    const answer = await ada.answer({ kind: 'text', text: 'network create Taken --kind open' }, 'taken');
    expect(ada.shown(answer)).toContain('“Taken” is there twice');
    expect(ada.lines).toEqual([]);
    expect(await ada.answer({ kind: 'text', text: 'network create Taken --kind open' }, 'taken')).toBeNull();
  });

  test('a surprise undoes everything; the person and the log have the same reference', async () => {
    const ada = createWorld();
    const answer = await ada.answer({ kind: 'text', text: 'break down' }, 'broken');
    expect(ada.shown(answer)).toContain('k3x9p2mq');
    expect(ada.lines).toEqual([]);
    expect(ada.logged).toHaveLength(1);
    expect(JSON.parse(ada.logged[0] ?? '')).toMatchObject({
      reference: 'k3x9p2mq',
      msg: 'an event could not be taken in',
      err: { message: 'the lamp fell over' },
    });
    expect(await ada.answer({ kind: 'text', text: 'break down' }, 'broken')).toBeNull();
  });

  test('a door that is busy stores nothing and asks to repeat', async () => {
    const ada = createWorld();
    ada.intake.failures.push(new CoopError('intake-busy', 'too slow'));
    const answer = await ada.answer({ kind: 'text', text: 'vote cast Blue' }, 'busy');
    expect(ada.shown(answer)).toContain('I am busy');
    await answer?.answered();
    expect(ada.intake.given).toEqual([]);
    expect(ada.intake.inbox).toEqual(new Set());
    await ada.answer({ kind: 'text', text: 'vote cast Blue' }, 'busy');
    expect(ada.lines).toHaveLength(1);
  });

  test('what was turned away is not done after all because it is read back', async () => {
    const ada = createWorld();
    ada.intake.failures.push(new CoopError('intake-busy', 'too slow'));
    await ada.answer({ kind: 'text', text: 'vote cast Blue' }, 'busy');
    expect(await ada.answer({ kind: 'text', text: 'vote cast Blue' }, 'busy', { outOfTurn: true })).toBeNull();
    expect(ada.lines).toEqual([]);
    await ada.answer({ kind: 'text', text: 'vote cast Blue' }, 'another', { outOfTurn: true });
    expect(ada.lines).toHaveLength(1);
  });

  test('the time of what waits for its turn runs from its arrival', async () => {
    const ada = createWorld();
    const [told, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    ada.intake.hold.before = () => {
      told.resolve();
      return gate.promise;
    };
    const first = ada.answer({ kind: 'text', text: 'vote cast Blue' });
    await told.promise;
    const second = ada.answer({ kind: 'text', text: 'vote cast Red' });
    const asked = performance.now();
    gate.resolve();
    await Promise.all([first, second]);
    expect(ada.intake.arrivals).toHaveLength(2);
    expect(ada.intake.arrivals[1]).toBeLessThanOrEqual(asked);
  });

  test('an answer to a refusal that comes too late is no error of ours', async () => {
    const ada = createWorld();
    ada.intake.failures.push(new Refusal(say('conversation.busy')), new CoopError('intake-busy', 'too slow'));
    expect(ada.shown(await ada.answer({ kind: 'text', text: 'vote cast Blue' }))).toContain('I am busy');
    expect(ada.logged).toEqual([]);
  });

  test('a database that is gone is no reason to reject', async () => {
    const ada = createWorld();
    ada.intake.failures.push(new Error('connection refused'), new Error('connection refused'));
    expect(ada.shown(await ada.answer({ kind: 'text', text: 'vote cast Blue' }))).toContain('I am busy');
    expect(ada.logged).toHaveLength(2);
  });

  test('a mark that cannot be set is logged, not thrown at the platform', async () => {
    const ada = createWorld();
    const answer = await ada.answer({ kind: 'text', text: 'vote cast Blue' });
    ada.intake.answered = async () => {
      throw new Error('gone');
    };
    const other = await ada.answer({ kind: 'text', text: 'vote cast Blue' });
    await expect(answer?.answered()).resolves.toBeUndefined();
    await expect(other?.answered()).resolves.toBeUndefined();
  });

  test('no private word reaches the log', async () => {
    const ada = createWorld();
    ada.intake.failures.push(Object.assign(new Error('duplicate key'), { detail: 'Key (name)=(my secret) exists', code: '23505' }));
    await ada.says('vote cast "my secret"');
    expect(ada.logged.join()).not.toContain('my secret');
    expect(ada.logged.join()).toContain('23505');
  });
});

describe('bad input', () => {
  test('ten megabytes are refused politely', async () => {
    const ada = createWorld();
    const huge = 'vote cast '.repeat(1024 * 1024);
    expect(await ada.says(huge)).toContain('too long');
    expect(await ada.fills('vote cast', { option: huge })).toContain('too long');
    expect(ada.lines).toEqual([]);
  });

  test('a form with a thousand fields, and one with names of the language, are refused', async () => {
    const ada = createWorld();
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, number) => [`f${number}`, 'x']));
    expect(await ada.fills('vote cast', many)).toContain('more fields');
    const forged: Record<string, string> = JSON.parse('{"__proto__":"x","option":"Blue"}');
    expect(await ada.fills('vote cast', forged)).toContain('no field “__proto__”');
    expect(ada.lines).toEqual([]);
  });

  test('nothing at all, and what is no command, gets a hint', async () => {
    const ada = createWorld();
    expect(await ada.says('\u200B \u0000')).toContain('help');
    expect(await ada.says('hello')).toContain('help');
    expect(await ada.says('hepl')).toContain('help');
    expect(await ada.says('vote')).toContain('vote open');
  });

  test('over 500 hostile strings: an answer for each as a line, an option, a field and an answer, and never a surprise', async () => {
    const hostile = hostileStrings();
    expect(hostile.length).toBeGreaterThan(500);
    const ada = createWorld();
    for (const text of hostile) {
      expect(await ada.says(text)).not.toBe('');
      expect(await ada.says(`vote cast ${text}`)).not.toBe('');
      expect(await ada.says(`vote open "Why?" --options "A","${text}"`)).not.toBe('');
      expect(await ada.fills('vote cast', { option: text })).not.toBe('');
      expect(await ada.fills('me set', { about: text, zone: text })).not.toBe('');
    }
    await ada.says('vote open');
    for (const text of hostile) {
      expect(await ada.says(text)).not.toBe('');
      await ada.says('vote open');
    }
    expect(ada.logged).toEqual([]);
  });
});
