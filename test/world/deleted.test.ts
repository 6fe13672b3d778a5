import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { havePeers } from '../peers/install.ts';
import { haveSynapse } from '../peers/matrix/install.ts';
import { temporalPatience } from '../servers/temporal.ts';
import { openGithubWorld } from './open-github.ts';
import type { HouseWorld } from './open-house.ts';
import { openMatrixWorld } from './open-matrix.ts';
import { openSlackWorld } from './open-slack.ts';
import { openWorld } from './open-world.ts';
import type { Person } from './person.ts';

type Scene = {
  readonly house: Pick<HouseWorld, 'database' | 'stop' | 'start'>;
  readonly ada: Person;
  readonly bob: Person;
  /** A line of the grammar, as it is said there. */
  readonly call: (line: string) => string;
  /** A moderator deletes what announces a vote. */
  readonly remove: (vote: number, question: string) => Promise<void>;
  /** Ada deletes what she said last. */
  readonly takesBack?: () => Promise<void>;
  readonly violations: readonly string[];
  readonly close: () => Promise<void>;
};

const surprises: string[] = [];
const log = pino({ level: 'error', base: null }, { write: (line: string) => void surprises.push(line) });

const scenes: Readonly<Record<string, () => Promise<Scene>>> = {
  Discord: async () => {
    const { discord, ...house } = await openWorld({ log });
    const [ada, bob] = [await discord.person('ada', { manager: true }), await discord.person('bob')];
    const call = (line: string): string => `/${line.replace('"Night Bakers"', 'name:Night Bakers')}`;
    return { ...sceneOf(house), ada, bob, call, remove: (_, question) => discord.remove(question), violations: discord.violations };
  },
  Slack: async () => {
    const { slack, ...house } = await openSlackWorld({ mode: 'socket', log });
    const [ada, bob] = [await slack.person('ada', { manager: true }), await slack.person('bob')];
    const call = (line: string): string => `/coop ${line}`;
    return { ...sceneOf(house), ada, bob, call, remove: (_, question) => slack.remove(question), violations: slack.violations };
  },
  Matrix: async () => {
    const { house, matrix, close } = await openMatrixWorld({ log });
    const [ada, bob] = [await matrix.person('ada', { manager: true }), await matrix.person('bob')];
    const remove: Scene['remove'] = (_, question) => matrix.remove(question);
    const takesBack = () => ada.client.redact(matrix.room, ada.last());
    return { ...sceneOf({ ...house, close }), ada, bob, call: (line) => `!coop ${line}`, remove, takesBack, violations: matrix.violations };
  },
  'GitHub (app)': () => onGithub('app'),
  'GitHub (token, read back)': () => onGithub('token'),
};

async function onGithub(as: 'app' | 'token'): Promise<Scene> {
  const { github, ...house } = await openGithubWorld({ as, log });
  const [ada, bob] = [await github.person('ada', { manager: true }), await github.person('bob')];
  const remove: Scene['remove'] = (vote) => github.remove(`Vote #${vote}\n`);
  return { ...sceneOf(house), ada, bob, call: (line) => `/coop ${line}`, remove, violations: github.violations };
}

function sceneOf(house: Pick<HouseWorld, 'database' | 'stop' | 'start' | 'close'>): Pick<Scene, 'house' | 'close'> {
  return { house, close: () => house.close() };
}

const isThere: Readonly<Record<string, () => Promise<boolean>>> = { Matrix: haveSynapse };

for (const [platform, open] of Object.entries(scenes)) {
  describe.skipIf(!(await (isThere[platform] ?? havePeers)()))(`what moderators delete on ${platform}`, { timeout: 60_000 }, () => {
    let scene: Scene;
    const [name] = platform.toLowerCase().split(' ');
    const look = async (text: string): Promise<readonly Record<string, unknown>[]> => {
      const client = new pg.Client({ connectionString: scene.house.database.ownerUrl });
      await client.connect();
      try {
        return (await client.query<Record<string, unknown>>(text)).rows;
      } finally {
        await client.end();
      }
    };
    const hidden = () => look('select number, hidden_by as by from vote where hidden_by is not null order by number');
    const inLedger = () => look("select body ->> 'platform' as platform from ledger_entry where kind = 'moderation.deleted'");
    const openVote = async (number: number, question: string): Promise<void> => {
      const words =
        platform === 'Discord'
          ? `/vote open question:${question} options:Yes, No for:2d`
          : scene.call(`vote open "${question}" --options Yes,No --for 2d`);
      await scene.ada.says(words);
      await scene.ada.reads(`Vote #${number} is open`);
      await scene.bob.reads(new RegExp(`^Vote #${number}\\n[^]*${question.replace('?', '\\?')}`, 'u'));
      // Where it stands is remembered by now.
      await vi.waitFor(async () => expect(await look("select key from outbox where status = 'due'")).toEqual([]), { timeout: 15_000 });
    };

    beforeAll(async () => {
      scene = await open();
    }, temporalPatience);
    afterAll(async () => {
      await scene.close();
      expect(scene.violations).toEqual([]);
      expect(surprises.splice(0)).toEqual([]);
    }, 60_000);

    it('is hidden everywhere at once, and stays in the ledger', async () => {
      const { ada, bob, call } = scene;
      await ada.says(call('network create "Night Bakers"'));
      await ada.reads('Night Bakers');
      await ada.says(platform === 'Discord' ? '/space bind network:Night Bakers' : call('space bind --network "Night Bakers"'));
      await ada.reads('belongs');
      await bob.says(call('join'));
      await bob.reads('Welcome');
      await openVote(1, 'Deleted by them?');
      await scene.takesBack?.();
      await scene.remove(1, 'Deleted by them?');
      await bob.reads(/^Vote #1\n[^]*Deleted by a platform's own moderators/u);
      expect(await hidden()).toEqual([{ number: 1, by: 'platform' }]);
      expect(await inLedger()).toEqual([{ platform: name }]);
    });

    it('is hidden too when it was deleted while nobody listened', async () => {
      await openVote(2, 'Deleted behind our back?');
      await scene.house.stop();
      await scene.remove(2, 'Deleted behind our back?');
      await scene.house.start();
      await scene.bob.reads(/^Vote #2\n[^]*Deleted by a platform's own moderators/u);
      expect(await hidden()).toMatchObject([{ number: 1 }, { number: 2, by: 'platform' }]);
      expect(await inLedger()).toHaveLength(2);
    });
  });
}
