import type { HomeView, KnownBlock } from '@slack/types';
import type { PlatformName } from '../../core/ids.ts';
import type { Translator } from '../../core/ports/translator.ts';
import type { Waiting, WaitingPage } from '../conversation/waiting.ts';
import { encodeActions } from './actions.ts';
import type { SlackApi } from './api.ts';
import { linesOf } from './rich-text.ts';
import { packBlocks } from './split.ts';

/** Slack's limit for a view. */
const mostBlocks = 100;
/** Ids of what can be pressed tell the cards apart: no card has more actions. */
const actionsPerCard = 1_000;

type HomeParts = { readonly api: SlackApi; readonly waiting: Waiting; readonly translator: Translator };

export type Home = {
  /** Shows somebody what waits for them now. Rejects with the errors of @slack/web-api. */
  readonly show: (person: { readonly installation: string; readonly account: string }) => Promise<void>;
};

/** App Home: what waits for a person, drawn anew whenever they open it and after each click in it. */
export function createHome({ api, waiting, translator }: HomeParts, platform: PlatformName): Home {
  return {
    show: async ({ installation, account }) => {
      const page = await waiting({ platform, installation, account, place: '' });
      await api('views.publish', { user_id: account, view: encodeHome(page, translator) });
    },
  };
}

/** What does not fit is left out whole: a card without its buttons would be of no use. */
function encodeHome({ reader, cards }: WaitingPage, translator: Translator): HomeView {
  const speaker = { translator, reader };
  const blocks: KnownBlock[] = [];
  for (const [place, { text, actions = [] }] of cards.entries()) {
    const card = [...packBlocks(linesOf(text, speaker)), ...encodeActions(actions, speaker, place * actionsPerCard)];
    if (blocks.length + card.length + 1 > mostBlocks) break;
    if (place > 0) blocks.push({ type: 'divider' });
    blocks.push(...card);
  }
  return { type: 'home', blocks };
}
