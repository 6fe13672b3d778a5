import { voteCancel } from '../bots/commands/vote-cancel.ts';
import { voteCast } from '../bots/commands/vote-cast.ts';
import { voteChange } from '../bots/commands/vote-change.ts';
import { voteClose } from '../bots/commands/vote-close.ts';
import { voteExport } from '../bots/commands/vote-export.ts';
import { voteExtend } from '../bots/commands/vote-extend.ts';
import { voteList } from '../bots/commands/vote-list.ts';
import { voteOpen } from '../bots/commands/vote-open.ts';
import { votePropose } from '../bots/commands/vote-propose.ts';
import { voteStatus } from '../bots/commands/vote-status.ts';
import { voteWithdraw } from '../bots/commands/vote-withdraw.ts';
import { suggestOptions, suggestVotes } from '../bots/commands/voting/suggest-votes.ts';
import { votingDigest } from '../core/voting/digest-section.ts';
import { moderatedVotes } from '../core/voting/moderated-votes.ts';
import { votesWaiting } from '../core/voting/waiting.ts';
import { outcomeRoutes } from '../web/outcome/routes.ts';
import type { Feature } from './feature.ts';

/** Deciding together: a question, ballots, an outcome that anybody can recount. */
export const voting = {
  name: 'voting',
  commands: [
    voteOpen,
    votePropose,
    voteCast,
    voteChange,
    voteWithdraw,
    voteStatus,
    voteList,
    voteClose,
    voteExtend,
    voteCancel,
    voteExport,
  ],
  digest: votingDigest,
  waiting: votesWaiting,
  moderated: [moderatedVotes],
  suggests: { vote: suggestVotes, 'vote-option': suggestOptions },
  routes: ({ site, ...parts }) => outcomeRoutes(site, parts),
  personal: [
    {
      table: 'vote',
      rows: 'opened_by = any(:persons)',
      withheld: ['bundle', 'shown_bundle'],
      erase: 'anonymise',
      become: { opened_by: 'null' },
      why: 'what was asked stays, who opened it goes',
    },
    {
      table: 'elector',
      rows: 'person_id = any(:persons)',
      erase: 'anonymise',
      become: {},
      why: 'how many could vote stays, so that the outcome can be recounted; the receipt names nobody',
    },
    {
      table: 'ballot',
      rows: 'account_id = any(:accounts)',
      erase: 'anonymise',
      become: {},
      why: 'what was counted stays counted; its account names nobody once the account is anonymous',
    },
  ],
} satisfies Feature;
