import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createTurns } from '../../../bots/conversation/turns.ts';

test('what one says is done in its order, whatever takes how long; others wait for nobody', async () => {
  const inTurn = createTurns();
  const done: string[] = [];
  const work = (name: string, milliseconds: number) => async () => {
    await sleep(milliseconds);
    done.push(name);
    return name;
  };
  const asked = [inTurn('ada', work('a1', 30)), inTurn('ada', work('a2', 0)), inTurn('bob', work('b1', 5)), inTurn('ada', work('a3', 0))];
  await expect(Promise.all(asked)).resolves.toEqual(['a1', 'a2', 'b1', 'a3']);
  expect(done).toEqual(['b1', 'a1', 'a2', 'a3']);
});

test('one that fails fails alone', async () => {
  const inTurn = createTurns();
  const failing = inTurn('ada', () => Promise.reject(new Error('no')));
  const next = inTurn('ada', async () => 'yes');
  await expect(failing).rejects.toThrow('no');
  await expect(next).resolves.toBe('yes');
});
