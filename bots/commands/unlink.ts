import { Refusal } from '../../core/errors.ts';
import { countsIn } from '../../core/people/counts-in.ts';
import type { Messenger } from '../../core/ports/messenger.ts';
import type { Networks } from '../../core/ports/networks.ts';
import type { Account, Links, People } from '../../core/ports/people.ts';
import { commandLine, discreetly, message, say } from '../../core/text/text.ts';
import { defineCommand } from '../conversation/command.ts';
import type { Reply } from '../conversation/command.ts';
import { quote } from '../conversation/words.ts';
import { ownAccount } from './people/own-account.ts';

type Ports = {
  readonly people: Pick<People, 'accounts'>;
  readonly networks: Pick<Networks, 'of'>;
  readonly links: Pick<Links, 'unlink'>;
  readonly messenger: Pick<Messenger, 'tell'>;
};

/** One account leaves its person. One voice stays one: the account that leaves has none in votes that run, and joins networks anew. */
export const unlink = defineCommand({
  name: 'unlink',
  summary: 'people.unlink-summary',
  example: 'unlink slack/Ada',
  needs: 'anyone',
  fields: {
    account: { kind: 'line', maxLength: 200, ask: 'people.ask-unlink', optional: true, otherwise: 'people.otherwise-unlink' },
  },
  run: async ({ input, person, account: speaking, at }, { people, networks, links, messenger }: Ports): Promise<Reply> => {
    const accounts = await people.accounts(person);
    const leaving = input.account === undefined ? accounts.find(({ id }) => id === speaking) : ownAccount(input.account, accounts);
    if (leaving === undefined || accounts.length < 2) throw new Refusal(say('people.unlink-only'));
    const staying = accounts.filter(({ id }) => id !== leaving.id);
    for (const network of await networks.of(person)) {
      const counts = ({ platform }: Account): boolean => countsIn(network, platform);
      if (counts(leaving) && !staying.some(counts)) {
        const leave = commandLine(`leave ${quote(network.name)}`);
        throw new Refusal(say('people.unlink-last-counting', { network: network.name, leave }));
      }
    }

    const votes = await links.unlink(leaving.id);
    const names = { name: leaving.displayName, platform: leaving.platform };
    // Whoever took over one account cannot part it from the others unseen.
    const occasion = `unlinked:${leaving.id}:${at.toISOString()}`;
    if (leaving.id === speaking) await messenger.tell(person, { occasion, message: message(say('people.unlink-told', names)) });
    return {
      text: [
        discreetly(
          [
            say('people.unlinked', { ...names, accounts: staying.length }),
            ...votes.map(({ network: { name: network }, number }) => say('people.unlink-vote', { network, number })),
          ],
          [say('people.unlinked-openly')],
        ),
      ],
    };
  },
});
