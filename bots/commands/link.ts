import { Refusal } from '../../core/errors.ts';
import { readHolder } from '../../core/people/link-holder.ts';
import type { Linked, Links, People } from '../../core/ports/people.ts';
import type { Messenger } from '../../core/ports/messenger.ts';
import type { Votes } from '../../core/ports/votes.ts';
import { commandLine, discreetly, moment, paragraph, say } from '../../core/text/text.ts';
import type { Block } from '../../core/text/text.ts';
import { defineCommand } from '../conversation/command.ts';
import type { Reply } from '../conversation/command.ts';
import { cancelVote } from './voting/cancel-vote.ts';

type Ports = {
  readonly links: Pick<Links, 'issue' | 'redeem'>;
  readonly people: Pick<People, 'accounts'>;
  readonly votes: Pick<Votes, 'byId' | 'cancel'>;
  readonly messenger: Pick<Messenger, 'post'>;
};

/** Without a code: shows one. With it, said by the other account: both are one person from then on, with one voice. */
export const link = defineCommand({
  name: 'link',
  summary: 'people.link-summary',
  example: 'link',
  needs: 'anyone',
  fields: {
    code: { kind: 'line', maxLength: 100, ask: 'people.ask-code', optional: true, otherwise: 'people.otherwise-code' },
    for: { kind: 'line', maxLength: 100, ask: 'people.ask-holder', optional: true, named: true, otherwise: 'people.otherwise-holder' },
  },
  run: async ({ input, account }, ports: Ports): Promise<Reply> => {
    const { links, people } = ports;
    if (input.code === undefined) {
      const holder = input.for === undefined ? undefined : readHolder(input.for);
      if (holder === null) throw new Refusal(say('people.link-no-holder', { example: commandLine('link --for github/octocat') }));
      const { code, expiresAt } = await links.issue(account, holder);
      return {
        text: [
          paragraph(say('people.link-issued'), { kind: 'code', text: `link ${code}` }),
          paragraph(say('people.link-issued-until', { at: moment(expiresAt) })),
          paragraph(
            holder === undefined
              ? say('people.link-public', { example: commandLine('link --for github/NAME') })
              : say('people.link-held', { holder }),
          ),
        ],
        secret: true,
      };
    }
    const linked = await links.redeem(input.code, account);
    const { length: accounts } = await people.accounts(linked.person);
    return {
      text: [
        discreetly(
          [say('people.linked', { name: linked.with.displayName, platform: linked.with.platform })],
          [say('people.linked-openly')],
        ),
        ...linked.votes.map(voteWords),
        ...(await cancelMoot(linked.moot, ports)),
        paragraph(say('people.linked-accounts', { accounts, show: commandLine('me show') })),
      ],
    };
  },
});

/** Which account had a ballot is not said where everybody reads it. */
function voteWords({ network: { name: network }, number, ballotOf: which, replaces }: Linked['votes'][number]): Block {
  const words = say(replaces ? 'people.link-vote-replaced' : 'people.link-vote-kept', { network, number, which });
  return discreetly([words], [say('people.link-vote-openly', { network, number })]);
}

/** A member needs no admission. One that is being counted already ends by itself: it admits somebody who is in. */
async function cancelMoot(moot: Linked['moot'], ports: Pick<Ports, 'votes' | 'messenger'>): Promise<readonly Block[]> {
  const said: Block[] = [];
  for (const { network, vote: id } of moot) {
    const vote = await ports.votes.byId(network, id);
    if (vote?.status !== 'open') continue;
    await cancelVote(vote, ports);
    said.push(paragraph(say('people.link-moot', { number: vote.number })));
  }
  return said;
}
