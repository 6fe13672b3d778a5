import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashing } from '../../../adapters/crypto/sha256.ts';
import { PersonId } from '../../../core/ids.ts';
import { juryOrder } from '../../../core/moderation/jury-order.ts';

const seed = 'ab'.repeat(32);
const people = Array.from({ length: 40 }, (_, place) => PersonId.parse(`00000000-0000-4000-8000-${String(place).padStart(12, '0')}`));

describe('the order in which a jury is drawn', () => {
  test('is the same for everybody who has the seed, in whichever order the members come', () => {
    const drawn = juryOrder(seed, people, hashing);
    fc.assert(
      fc.property(fc.shuffledSubarray(people, { minLength: people.length }), (shuffled) => {
        expect(juryOrder(seed, shuffled, hashing)).toEqual(drawn);
      }),
    );
  });

  test('stays among those who are left when others go', () => {
    const [first, ...others] = juryOrder(seed, people, hashing);
    expect(
      juryOrder(
        seed,
        people.filter((person) => person !== first),
        hashing,
      ),
    ).toEqual(others);
  });

  test('gives everybody their turn: over many seeds each is first about as often', () => {
    const few = people.slice(0, 4);
    const firsts = new Map(few.map((person) => [person, 0]));
    for (let count = 0; count < 2000; count += 1) {
      const [first] = juryOrder(String(count), few, hashing);
      if (first !== undefined) firsts.set(first, (firsts.get(first) ?? 0) + 1);
    }
    for (const times of firsts.values()) expect(Math.abs(times - 500)).toBeLessThan(90);
  });
});
