import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { freePort } from '../../adapters/embedded/free-port.ts';
import { openApp } from '../chaos/app.ts';
import type { App } from '../chaos/app.ts';
import { startGithub } from '../peers/github/start.ts';
import type { GithubPeer } from '../peers/github/start.ts';
import { havePeers } from '../peers/install.ts';
import { freshDatabase, testSecret } from '../servers/database.ts';
import type { TestDatabase } from '../servers/database.ts';
import { startTemporalServer, temporalPatience } from '../servers/temporal.ts';
import { githubVariables, openGithubTable } from './github-table.ts';
import type { GithubPerson } from './github-person.ts';

type Request = { readonly method: string; readonly path: string };
const isComment = ({ method, path }: Request): boolean => method === 'POST' && path.endsWith('/comments');
const isChange = ({ method, path }: Request): boolean => method === 'PATCH' && /\/issues\/comments\/\d+$/.test(path);

/** Where the program is killed: at its request for this, before or after GitHub did it. */
const moments = [
  { when: 'the ballot is counted and the comment not written', at: isComment, kind: 'hang-up', says: 'new' },
  { when: 'the comment is written and not noted', at: isComment, kind: 'lost-answer', says: 'new' },
  { when: 'the ballot is counted and the answer to an edit not written', at: isChange, kind: 'hang-up', says: 'edit' },
  { when: 'the answer to an edit is written and not noted', at: isChange, kind: 'lost-answer', says: 'edit' },
] as const;

describe.skipIf(!(await havePeers()))('the program, killed -9 in the middle of a ballot on GitHub', { timeout: 120_000 }, () => {
  const stack = new AsyncDisposableStack();
  let peer: GithubPeer;
  let database: TestDatabase;
  let app: App;
  let ada: GithubPerson;

  const look = async (query: string): Promise<readonly Record<string, unknown>[]> => {
    const client = new pg.Client({ connectionString: database.ownerUrl });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(query)).rows;
    } finally {
      await client.end();
    }
  };
  const settled = () =>
    vi.waitFor(async () => expect(await look("select key from outbox where status = 'due'")).toEqual([]), {
      timeout: 60_000,
      interval: 50,
    });
  const live = async (): Promise<void> => void (await app.start().runs);

  beforeAll(async () => {
    database = stack.use(await freshDatabase());
    const temporal = await startTemporalServer(pino({ level: 'silent' }));
    stack.defer(() => temporal.stop());
    peer = stack.adopt(await startGithub({ as: 'app' }), ({ stop }) => stop());
    const port = (await freePort(0)) ?? 0;
    app = stack.use(
      await openApp({
        ...githubVariables(peer, `http://127.0.0.1:${port}/github/events`),
        COOP_SECRET: testSecret.toString('utf8'),
        COOP_PORT: String(port),
        DATABASE_URL: database.ownerUrl,
        TEMPORAL_ADDRESS: temporal.address,
        TEMPORAL_TASK_QUEUE: randomUUID(),
      }),
    );
    await live();
    const { person } = await openGithubTable(peer);
    ada = await person('ada', { manager: true });
    await ada.says('/coop network create "Night Bakers"');
    await ada.reads('founded');
    await ada.says('/space bind');
    await ada.reads('belongs');
    await ada.says('/vote open "Which name?" --options Anchor,Beacon --for 2d');
    await ada.reads(/Vote #1 is open/);
  }, temporalPatience);
  afterAll(async () => {
    expect(app.collapses).toEqual([]);
    await stack.disposeAsync();
    expect(peer.violations).toEqual([]);
  }, 60_000);

  it.each(moments)('when $when: one comment, one ballot', async ({ at, kind, says }) => {
    await settled();
    const ballots = async (): Promise<number> => (await look('select 1 from ballot')).length;
    const before = { ballots: await ballots(), comments: (await ada.looks()).length };
    const life = app.life();
    const killed = Promise.withResolvers<void>();
    if (says === 'edit') {
      await ada.says('/vote status 1');
      await ada.reads(/of 1 voted/);
      await settled();
      before.comments += 1;
    }
    peer.fault({
      matches: at,
      does: {
        kind,
        first: async () => {
          await life?.kill();
          killed.resolve();
        },
      },
    });
    if (says === 'edit') await ada.edits('/vote status 1\n/vote cast 1 Beacon');
    else await ada.says('/vote cast 1 Anchor');
    await killed.promise;
    expect(await ballots()).toBe(before.ballots + 1);
    await live();
    await settled();
    const shown = await ada.looks();
    expect(shown).toHaveLength(before.comments + (says === 'edit' ? 0 : 1));
    expect(shown.at(-1)?.text.match(/Counted in vote #1/g)).toHaveLength(1);
    expect(await ballots()).toBe(before.ballots + 1);
    expect(await look('select event_id from inbox group by 1 having count(*) > 1')).toEqual([]);
  });

  it('before the delivery is acknowledged: GitHub is asked for it again, and it counts once', async () => {
    await settled();
    const before = (await look('select 1 from ballot')).length;
    await app.life()?.kill();
    const said = (await ada.looks()).length;
    await ada.says('/vote cast 1 Anchor');
    await live();
    await ada.reads(/Counted in vote #1: Anchor/);
    await settled();
    expect(await look('select 1 from ballot')).toHaveLength(before + 1);
    expect(await ada.looks()).toHaveLength(said + 1);
    expect(await look("select key, last_error from outbox where status = 'aside'")).toEqual([]);
  });
});
