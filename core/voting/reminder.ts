import { inNetwork, shortEnough } from '../networks/in-network.ts';
import type { Reminder } from '../ports/lifecycle.ts';
import type { Network } from '../ports/networks.ts';
import type { Vote } from '../ports/votes.ts';
import type { Message } from '../text/text.ts';
import { commandLine, moment, paragraph, say } from '../text/text.ts';
import { ballotPaper, castActions, castExample, howTo } from './announcement.ts';

/** What an elector without a ballot is told: all that is needed to vote, and how never to be told again. */
export function reminder(vote: Vote, { name }: Pick<Network, 'name'>): Reminder {
  return {
    alone: write({ vote, network: name, address: (words) => words }),
    several: write({ vote, network: name, address: (words) => inNetwork(words, name) }),
  };
}

type Writing = { readonly vote: Vote; readonly network: string; readonly address: (words: string) => string };

function write({ vote, network, address }: Writing): Message {
  return {
    text: [
      { kind: 'heading', inlines: [say('voting.reminder', { number: vote.number, network })] },
      ...ballotPaper(vote),
      paragraph(say('voting.closes', { at: moment(vote.closesAt) }), say('voting.reminder-why')),
      paragraph(howTo(vote), { kind: 'command', text: address(castExample(vote)) }),
      paragraph(say('voting.reminder-stop', { off: commandLine(stop) })),
    ],
    actions: [
      ...castActions(vote, (words) => shortEnough(address(words), words)),
      { kind: 'button', label: say('voting.reminder-off'), say: stop },
    ],
    secret: true,
  };
}

const stop = 'me set reminders off';
