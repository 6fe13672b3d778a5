import { describe, expect, test } from 'vitest';
import { hour } from '../../fakes/village.ts';
import { foundBakers } from './bakers.ts';

async function closed(method: string, [first, second]: readonly [string, string]) {
  const bakers = await foundBakers();
  await bakers.ada.says(`vote open "Which name?" --options Anchor,=Beacon --for 1h --method ${method}`);
  await bakers.ada.says(`vote cast ${first}`);
  await bakers.bea.says(`vote cast ${second}`);
  bakers.later(hour);
  await bakers.closeDue();
  return bakers;
}

describe('vote export', () => {
  test('gives the address, the file where it is short, and how it is counted again', async () => {
    const { ada } = await closed('irv', ['2>1', '2']);
    const said = await ada.says('vote export 1 --as csv');
    expect(said).toMatch(/^Vote #1, without names: 2 ballots\./u);
    expect(said).toMatch(/https:\/\/coop\.example\/votes\/[0-9a-f-]{36}\/ballots\.csv/u);
    expect(said).toContain("Anchor,'=Beacon");
    expect(said).toContain('coop tally ballots-1.csv --method irv');
  });

  test('without a number: the last closed vote, as the sealed outcome', async () => {
    const { bea } = await closed('single', ['1', '1']);
    const said = await bea.says('vote export');
    expect(said).toContain('/outcome.json');
    expect(said).toContain('coop verify outcome-1.json');
  });

  test('refuses a format that cannot hold the ballots, and names those that can', async () => {
    const { ada } = await closed('consent', ['agree', 'agree']);
    expect(await ada.says('vote export 1 --as blt')).toBe('.blt cannot hold the ballots of consent. These can: json.');
  });

  test('refuses a vote that is not closed, and is for members', async () => {
    const { ada, person } = await foundBakers();
    await ada.says('vote open Lunch? --options Soup,Tea');
    expect(await ada.says('vote export 1 --as csv')).toBe('Vote #1 has no outcome that could be exported. See vote status 1.');
    expect(await person('Dan').says('vote export 1', { in: 'kitchen' })).toBe(
      'Only members of Bakers can do that. Say join to become one.',
    );
  });
});
