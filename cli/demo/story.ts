import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Bundle } from '../../core/voting/bundle.ts';
import { runCoop } from './run-coop.ts';
import type { Stage } from './stage.ts';
import type { Actor } from './actor.ts';

const network = 'Night Bakers';

/** What a newcomer sees: people on two surfaces, one decision, a crash, an outcome that anybody recounts. */
export async function tellStory(stage: Stage): Promise<void> {
  const { teller, ada, bea, cem } = stage;
  await gather(stage, { ada, bea, cem });
  await becomeOne(stage);
  await vote(stage);
  await crash(stage);
  const file = await outcome(stage);
  await recount(stage, file);
  await teller.scene('Something is left open for you');
  await ada.does(
    { says: nextVote, slash: '/vote open question:"What shall the cat be called?" options:Nibbles,Shadow,Crumb for:7d' },
    '#2',
    { most: 1 },
  );
}

const nextVote = 'vote open "What shall the cat be called?" --options Nibbles,Shadow,Crumb --for 7d';

type People = { readonly ada: Actor; readonly bea: Actor; readonly cem: Actor };

async function gather({ teller, discord, you }: Stage, { ada, bea, cem }: People): Promise<void> {
  await teller.scene('Three people meet');
  if (discord === null) await teller.tells('Discord’s stand-in cannot run on this machine, so everybody is on the console today.', 'bad');
  await ada.does({ says: `network create ${network} --console`, slash: `/network create name:${network} console:true` }, network);
  await teller.tells('No one is its administrator: its charter says who may do what, and only votes change it.');
  await ada.does({ says: `space bind --network "${network}"`, clicks: 'Make this' }, /belongs to|bound|is now/u);
  await bea.does({ says: `join ${network}` }, network);
  await cem.does({ says: `join ${network}`, slash: '/join' }, network);
  await bea.does({ says: `space bind --network "${network}"` }, network);
  await you.does({ says: 'join' }, network, { most: 1 });
}

async function becomeOne({ teller, ada, adaAtHome }: Stage): Promise<void> {
  await teller.scene('One person, two accounts, one voice');
  const shown = await adaAtHome.does({ says: 'link' }, /link [0-9A-Z]{4}-[0-9A-Z]{4}/u);
  const [, code = ''] = /link ([0-9A-Z]{4}-[0-9A-Z]{4})/u.exec(shown) ?? [];
  await ada.does({ says: `link ${code}`, slash: `/link code:${code}` }, /one person|linked|voice/iu);
}

async function vote({ teller, ada, adaAtHome, bea, cem }: Stage): Promise<void> {
  await teller.scene('A vote, on Discord and on the console at once');
  const question = 'What shall we bake on Friday?';
  await ada.does(
    {
      says: `vote open "${question}" --options Rye,Brioche,Focaccia --for 20s`,
      slash: `/vote open question:"${question}" options:Rye,Brioche,Focaccia for:20s`,
    },
    '#1',
  );
  await cem.does({ says: 'vote cast 1 Brioche', clicks: 'Brioche' }, 'Brioche');
  await bea.does({ says: 'vote cast 1 Rye' }, 'Rye');
  await ada.does({ says: 'vote cast 1 Focaccia', slash: '/vote cast number:1 option:Focaccia' }, 'Focaccia');
  await adaAtHome.does({ says: 'vote cast 1 Brioche' }, 'Focaccia');
  await teller.tells('Two accounts, one ballot: the later one replaced the earlier, and said so.', 'good');
}

async function crash({ teller, application, restart, bea }: Stage): Promise<void> {
  await teller.scene('In the middle of the vote the bot is killed');
  await application().kill();
  await teller.tells('kill -9: no goodbye, nothing saved on the way out. The bot was killed, and the clock of the vote runs on.', 'bad');
  const seconds = await restart();
  await teller.tells(`It is back after ${seconds} s. What was acknowledged before is there:`, 'good');
  await bea.does({ says: 'vote status 1' }, '3 of 4 voted', { from: /3 of 4 voted/u, most: 1 });
}

async function outcome({ teller, ada, bea, home }: Stage): Promise<string> {
  await teller.scene('The deadline passes, on time');
  await teller.tells('Nobody does anything now: a durable process closes the vote, counts, and posts the outcome on both surfaces.');
  const posted = await bea.reads(/verify outcome/u, { most: 7 });
  await ada.reads(/verify outcome/u, { most: 3 });
  const [, address = ''] = /(https?:\/\/\S+\/votes\/[0-9a-f-]{36})/u.exec(posted) ?? [];
  const answer = await fetch(`${address}/outcome.json`);
  const file = join(home, 'outcome-1.json');
  await writeFile(file, await answer.text());
  return file;
}

async function recount({ teller, home }: Stage, file: string): Promise<void> {
  await teller.scene('Any stranger recounts it');
  await teller.tells(
    'The outcome is a file: the question, the rules, every ballot under its receipt, and a signature. It is recounted on its own:',
  );
  await teller.types('npx coop verify outcome-1.json');
  await runCoop(['verify', file], { teller, home });
  const bundle = Bundle.parse(JSON.parse(await readFile(file, 'utf8')));
  const [first, ...others] = bundle.ballots;
  const changed = join(home, 'tampered-1.json');
  await writeFile(changed, JSON.stringify({ ...bundle, ballots: [{ ...first, choice: first?.choice === 0 ? 1 : 0 }, ...others] }));
  await teller.tells('Somebody changes one ballot in the file. The tampered one is caught:');
  await teller.types('npx coop verify tampered-1.json');
  await runCoop(['verify', changed], { teller, home });
}
