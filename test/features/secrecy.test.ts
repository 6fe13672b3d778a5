import { describe, expect, test } from 'vitest';
import type { Bundle } from '../../core/voting/bundle.ts';
import { foundBakers } from '../bots/commands/bakers.ts';
import { hour } from '../fakes/village.ts';

const options = ['Anchorage', 'Beaconsfield', 'Compassion'] as const;

/** Ada chose the second, Bea the first, Dan changed his mind from the first to the third; Eve watches and has not voted. */
async function voteInSecret() {
  const village = await foundBakers();
  const [dan, eve] = [village.person('Dan'), village.person('Eve')];
  for (const person of [dan, eve]) await person.says('join', { in: 'kitchen' });
  await village.ada.says(`vote open "Which name?" --options ${options.join(',')} --for 1h`);
  const answers = [
    await village.bea.says(`vote cast ${options[0]}`),
    await dan.says(`vote cast ${options[0]}`),
    await village.ada.says(`vote cast ${options[1]}`),
    await dan.says(`vote change ${options[2]}`),
  ];
  const [bea = '', , ada = '', danced = ''] = answers.map(receiptIn);
  return { ...village, dan, eve, receipts: { bea, ada, dan: danced } };
}

type Secret = Awaited<ReturnType<typeof voteInSecret>>;

/** All that a member can ask about a vote and about others, and all that they are told unasked. */
async function everythingShownTo(reader: Secret['eve'], { stands }: Pick<Secret, 'stands'>): Promise<string> {
  const asked = ['vote status 1', 'vote list', 'network show', 'me waiting', 'me export', 'vote export 1 --as json', 'digest preview'];
  const answers: string[] = [];
  for (const words of asked) answers.push(await reader.says(words));
  return [...answers, ...reader.notes(), ...stands('kitchen')].join('\n');
}

describe('before the close', () => {
  test('a voter is shown their own ballot in words, with its receipt, and of the others only how many', async () => {
    const { bea, receipts } = await voteInSecret();
    const status = await bea.says('vote status');
    expect(status).toContain(`3 of 4 voted.`);
    expect(status).toContain(`Your ballot: ${options[0]}. Receipt: \`${receipts.bea}\``);
    expect(status).not.toContain(receipts.ada);
    expect(status).not.toContain(receipts.dan);
  });

  test('another member learns how many voted: no receipt, no name, no figure of an option', async () => {
    const village = await voteInSecret();
    const shown = await everythingShownTo(village.eve, village);
    expect(shown).toContain('3 of 4 voted.');
    for (const secret of [...Object.values(village.receipts), '█', 'Bea ', 'Dan ']) expect(shown).not.toContain(secret);
  });

  test('what is shown is the same whatever the others chose: nothing of early results leaks', async () => {
    const [one, other] = [await voteInSecret(), await voteInSecret()];
    for (const voter of [other.ada, other.bea, other.dan]) await voter.says(`vote change ${options[2]}`);
    expect(await everythingShownTo(other.eve, other)).toBe(await everythingShownTo(one.eve, one));
  });
});

describe('after the close', () => {
  test('the outcome holds every ballot once, by its receipt, and nothing that names who cast it', async () => {
    const village = await voteInSecret();
    const { bundle, text } = await close(village);
    const { receipts, memory } = village;
    expect(new Map(bundle.ballots.map(({ tag, choice }) => [tag, choice]))).toEqual(
      new Map([
        [receipts.ada, 1],
        [receipts.bea, 0],
        [receipts.dan, 2],
      ]),
    );
    expect(bundle.ballots.map(({ tag }) => tag)).toEqual(Object.values(receipts).toSorted());
    for (const { id, person, externalId } of memory.state.accounts) {
      for (const name of [id, person, `"${externalId}"`]) expect(text).not.toContain(name);
    }
    expect(text).not.toMatch(/"(?:castAt|receivedAt|account|person|platform)"/u);
  });

  test('another member is shown no receipt by the chat but for the file, which lists them all', async () => {
    const village = await voteInSecret();
    await close(village);
    for (const shown of [await village.eve.says('vote status 1'), ...village.stands('kitchen')]) {
      for (const receipt of Object.values(village.receipts)) expect(shown).not.toContain(receipt);
    }
  });
});

test('the log holds neither what was chosen nor a receipt', async () => {
  const village = await voteInSecret();
  await village.bea.says('vote cast Nowhere');
  village.memory.state.votes = village.memory.state.votes.map((vote) => ({ ...vote, method: 'unheard-of' }));
  await village.bea.says(`vote cast ${options[1]}`);
  const log = village.logged.join('\n');
  expect(log).not.toBe('');
  for (const secret of [...options, 'Nowhere', ...Object.values(village.receipts)]) expect(log).not.toContain(secret);
});

async function close(village: Secret): Promise<{ bundle: Bundle; text: string }> {
  village.later(hour);
  await village.closeDue();
  const bundle = village.memory.state.votes[0]?.bundle ?? null;
  if (bundle === null) throw new Error('the vote has no outcome');
  return { bundle, text: JSON.stringify(bundle) };
}

function receiptIn(answer: string): string {
  return /Receipt: `([^`]+)`/u.exec(answer)?.[1] ?? '';
}
