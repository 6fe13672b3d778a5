import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Bundle } from '../../core/voting/bundle.ts';
import { runCoop } from './run-coop.ts';
import type { Stage } from './stage.ts';

const network = 'Night Bakers';

/** What a newcomer sees: people on four platforms, one decision, a crash, an outcome that anybody recounts, and what is told of it later. */
export async function tellStory(stage: Stage): Promise<void> {
  const { teller, ada } = stage;
  await gather(stage);
  await becomeOne(stage);
  await vote(stage);
  await crash(stage);
  const file = await outcome(stage);
  await recount(stage, file);
  await digest(stage);
  await teller.scene('Something is left open for you');
  await ada.does(
    { says: nextVote, slash: '/vote open question:"What shall the cat be called?" options:Nibbles,Shadow,Crumb for:7d' },
    '#2',
    { most: 1 },
  );
}

const nextVote = 'vote open "What shall the cat be called?" --options Nibbles,Shadow,Crumb --for 7d';

async function gather({ teller, missing, ada, bea, cem, dan, you }: Stage): Promise<void> {
  await teller.scene('Four people meet, on four platforms');
  for (const platform of missing) await teller.tells(`${platform} cannot run on this machine: its people are on the console today.`, 'bad');
  await ada.does({ says: `network create "${network}" --console`, slash: `/network create name:"${network}" console:true` }, network);
  await teller.tells('No one is its administrator: its charter says who may do what, and only votes change it.');
  const bind = { says: `space bind --network "${network}"` };
  await ada.does({ ...bind, clicks: 'Make this' }, /belongs to|bound|is now/u, { most: 1 });
  for (const newcomer of [bea, cem, dan]) {
    await newcomer.does({ says: `join "${network}"` }, 'Welcome to', { from: /Welcome to/u, most: 1 });
    await newcomer.does(bind, 'belongs to', { from: /belongs to/u, most: 1 });
  }
  await you.does({ says: `join "${network}"` }, 'Welcome to', { most: 1 });
  await you.does(bind, 'belongs to', { most: 1 });
}

async function becomeOne({ teller, ada, adaAtHome }: Stage): Promise<void> {
  await teller.scene('One person, two accounts, one voice');
  const shown = await adaAtHome.does({ says: 'link', privately: true }, /link [0-9A-Z]{4}-[0-9A-Z]{4}/u);
  const [, code = ''] = /link ([0-9A-Z]{4}-[0-9A-Z]{4})/u.exec(shown) ?? [];
  await ada.does({ says: `link ${code}`, slash: `/link code:${code}` }, /one person|linked|voice/iu, { most: 2 });
}

async function vote({ teller, ada, adaAtHome, bea, cem, dan }: Stage): Promise<void> {
  await teller.scene('One vote, on all of them at once');
  const question = 'What shall we bake on Friday?';
  // Long enough to vote from five accounts, be killed, come back and be asked.
  const duration = teller.unhurried ? '60s' : '40s';
  await ada.does(
    {
      says: `vote open "${question}" --options Rye,Brioche,Focaccia --for ${duration}`,
      slash: `/vote open question:"${question}" options:Rye,Brioche,Focaccia for:${duration}`,
    },
    '#1',
  );
  const counted = 'Counted in vote #1';
  await bea.does({ says: 'vote cast 1 Rye', clicks: 'Rye' }, counted, { from: /Counted/u, most: 1 });
  await cem.reads(question, { most: 4 });
  await cem.does({ says: 'vote cast 1 Brioche' }, counted, { from: /Counted/u, most: 1 });
  await dan.reads(question, { most: 4 });
  await dan.does({ says: 'vote cast 1 Brioche' }, counted, { from: /Counted/u, most: 1 });
  await ada.does({ says: 'vote cast 1 Focaccia', clicks: 'Focaccia' }, counted, { from: /Counted/u, most: 1 });
  await adaAtHome.does({ says: 'vote cast 1 Brioche' }, counted, { from: /Counted/u, most: 1 });
  await teller.tells('Two accounts on two platforms, one ballot: the later one replaced the earlier, and said so.', 'good');
}

async function crash({ teller, application, restart, bea }: Stage): Promise<void> {
  await teller.scene('In the middle of the vote the bot is killed');
  await application().kill();
  await teller.tells('kill -9: no goodbye, nothing saved on the way out. The bot was killed, and the clock of the vote runs on.', 'bad');
  const seconds = await restart();
  await teller.tells(`It is back after ${seconds} s. What was acknowledged before is there:`, 'good');
  await bea.does({ says: 'vote status 1' }, '4 of 5 voted', { from: /4 of 5 voted/u, most: 1 });
}

async function outcome({ teller, ada, bea, cem, dan, you, home }: Stage): Promise<string> {
  await teller.scene('The deadline passes, on time');
  await teller.tells('Nobody does anything now: a durable process closes the vote, counts, and posts the outcome on every platform.');
  await dan.reads(/verify outcome/u, { most: 7 });
  for (const member of [ada, bea, cem]) await member.reads(/verify outcome/u, { most: 2 });
  const posted = await you.reads(/verify outcome/u, { from: /See all ballots/u, most: 1 });
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

async function digest({ teller, bea }: Stage): Promise<void> {
  await teller.scene('The digest of that week');
  await bea.does({ says: 'digest set weekly' }, /digest/iu, { most: 2 });
  await teller.tells('Whoever was away reads it on Monday. This is what it would say now:');
  await bea.does({ says: 'digest preview' }, /Friday/u, { most: 8 });
}
