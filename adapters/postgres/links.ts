import { z } from 'zod';
import { Refusal } from '../../core/errors.ts';
import { AccountId, NetworkId, PersonId } from '../../core/ids.ts';
import type { GuessLimit } from '../../core/people/guess-limit.ts';
import { holderOf } from '../../core/people/link-holder.ts';
import { linkCodeBytes, readLinkCode, writeLinkCode } from '../../core/people/link-code.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Hashing } from '../../core/ports/cryptography.ts';
import type { Ledger } from '../../core/ports/ledger.ts';
import type { Links, RunningVote } from '../../core/ports/people.ts';
import type { Randomness } from '../../core/ports/randomness.ts';
import { say } from '../../core/text/text.ts';
import { HeldVoice, holdVoices, mergedVotes, mootVotes, runningVote } from './held-voices.ts';
import { AccountRow } from './people.ts';
import type { Session } from './session.ts';

export type LinksParts = {
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly hashing: Hashing;
  readonly ledger: Ledger;
  readonly guesses: GuessLimit;
};

const lifetime = 15 * 60_000;

/** Stored is only the hash of a code; using it deletes it, so that of two who repeat it at once one wins. */
export function bindLinks(session: Session, { clock, randomness, hashing, ledger, guesses }: LinksParts): Links {
  const { sql, prisma } = session;
  /** A code for one holder has another hash: only with that name is it found. */
  const hashOf = (code: string, holder?: string) =>
    new Uint8Array(hashing.sha256(new TextEncoder().encode(holder === undefined ? code : `${code} ${holder}`)));

  /** Whose code it is; using it up. */
  async function consume(words: string, account: AccountId): Promise<AccountId> {
    if (guesses.isReached(account)) throw new Refusal(say('people.link-too-many-guesses'));
    const code = readLinkCode(words);
    const shown = code === null ? null : await find(code, account);
    if (shown === null || (await prisma.linkCode.deleteMany({ where: { codeHash: shown.codeHash } })).count === 0) {
      guesses.count(account);
      throw new Refusal(say('people.link-unknown'));
    }
    if (shown.expiresAt <= clock.now()) throw new Refusal(say('people.link-expired'));
    if (shown.accountId === account) throw new Refusal(say('people.link-own-code'));
    return AccountId.parse(shown.accountId);
  }

  async function find(code: string, account: AccountId) {
    const holder = holderOf(await prisma.account.findUniqueOrThrow({ where: { id: account } }));
    return prisma.linkCode.findFirst({ where: { codeHash: { in: [hashOf(code), hashOf(code, holder)] } } });
  }

  /** The persons of both accounts, the older first, who stay so: nobody else links them meanwhile, and what they say waits. */
  async function hold(accounts: readonly AccountId[]): Promise<readonly PersonId[]> {
    await sql.query({
      text: `select from account where person_id in (select person_id from account where id = any($1)) order by id for no key update`,
      values: [accounts],
    });
    await sql.query('select pg_advisory_xact_lock(people_barrier())');
    const { rows } = await sql.query<{ id: string }>({
      text: 'select id from person where id in (select person_id from account where id = any($1)) order by created_at, id',
      values: [accounts],
    });
    return rows.map(({ id }) => PersonId.parse(id));
  }

  return {
    issue: async (account, holder) => {
      const code = writeLinkCode(randomness.bytes(linkCodeBytes));
      const expiresAt = new Date(clock.now().getTime() + lifetime);
      await sql.query({ text: 'select from account where id = $1 for no key update', values: [account] });
      await prisma.linkCode.deleteMany({ where: { accountId: account } });
      await prisma.linkCode.create({ data: { codeHash: hashOf(code, holder), accountId: account, expiresAt } });
      return { code, expiresAt };
    },
    redeem: async (words, account) => {
      const shown = await consume(words, account);
      const [kept, gone] = await hold([shown, account]);
      if (kept === undefined || gone === undefined) throw new Refusal(say('people.link-same-person'));
      const { personId: repeating } = await prisma.account.findUniqueOrThrow({ where: { id: account }, select: { personId: true } });
      const voices = await holdVoices(session, [kept, gone]);
      const { rows } = await sql.query<{ network: string }>({
        name: 'people.merge',
        text: 'select merge_people($1, $2) as network',
        values: [kept, gone],
      });
      for (const network of rows.map((row) => NetworkId.parse(row.network)))
        await ledger.append(network, { kind: 'member.merged', body: { person: gone, into: kept } });
      return {
        person: kept,
        with: AccountRow.parse(await prisma.account.findUniqueOrThrow({ where: { id: shown } })),
        votes: await mergedVotes(session, voices, PersonId.parse(repeating)),
        moot: await mootVotes(session, kept),
      };
    },
    unlink: async (account) => {
      const [person] = await hold([account]);
      const left = await prisma.account.count({ where: { personId: person ?? '', id: { not: account } } });
      if (left === 0) throw new Refusal(say('people.unlink-only'));
      const { rows } = await sql.query({
        name: 'people.unlink',
        text: 'select * from unlink_account($1, $2)',
        values: [account, randomness.uuid()],
      });
      const votes: RunningVote[] = [];
      for (const voice of z.array(HeldVoice).parse(rows)) votes.push(await runningVote(session, voice));
      return votes;
    },
  };
}
