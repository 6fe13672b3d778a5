import { Refusal } from '../../core/errors.ts';
import type { PersonId } from '../../core/ids.ts';
import { markOf } from '../../core/people/mark.ts';
import type { PersonalTable } from '../../core/people/personal-table.ts';
import type { Messenger } from '../../core/ports/messenger.ts';
import type { Members, Networks } from '../../core/ports/networks.ts';
import type { Privacy } from '../../core/ports/privacy.ts';
import type { Votes } from '../../core/ports/votes.ts';
import { commandLine, message, paragraph, say } from '../../core/text/text.ts';
import { defineCommand } from '../conversation/command.ts';
import type { Reply } from '../conversation/command.ts';
import { cancelVote } from './voting/cancel-vote.ts';

type Ports = {
  readonly networks: Pick<Networks, 'of'>;
  readonly members: Pick<Members, 'leave'>;
  readonly privacy: Pick<Privacy, 'erase'>;
  readonly votes: Pick<Votes, 'byId' | 'cancel'>;
  readonly messenger: Pick<Messenger, 'post'>;
};

/** Forgets whoever asks, once they repeated a word that is theirs alone. What was counted stays counted. */
export const meErase = (tables: readonly PersonalTable[]) =>
  defineCommand({
    name: 'me erase',
    summary: 'people.erase-summary',
    example: 'me erase',
    needs: 'anyone',
    fields: {
      word: { kind: 'line', maxLength: 100, ask: 'people.ask-erase', optional: true, otherwise: 'people.otherwise-erase' },
    },
    run: async ({ input, person }, { networks, members, privacy, votes, messenger }: Ports): Promise<Reply> => {
      if (input.word === undefined) return explain(person);
      if (input.word.toLowerCase() !== wordOf(person)) {
        throw new Refusal(say('people.erase-other-word', { erase: commandLine('me erase') }));
      }
      for (const network of await networks.of(person)) await members.leave(network.id, person);
      for (const { network, vote: id } of await privacy.erase(person, tables)) {
        const vote = await votes.byId(network, id);
        if (vote !== null) await cancelVote(vote, { votes, messenger });
      }
      return message(say('people.erased'), say('people.erased-left'));
    },
  });

function explain(person: PersonId): Reply {
  return {
    text: [
      paragraph(say('people.erase-goes')),
      paragraph(say('people.erase-stays')),
      paragraph(say('people.erase-ballots')),
      paragraph(say('people.erase-first', { all: commandLine('me export') })),
      paragraph(say('people.erase-confirm'), { kind: 'command', text: `me erase ${wordOf(person)}` }),
    ],
  };
}

/** Of this person alone, so that nobody is led to say it by what others say. */
function wordOf(person: PersonId): string {
  return `forget-${markOf(person)}`;
}
