import { Refusal } from '../../../core/errors.ts';
import { holderOf } from '../../../core/people/link-holder.ts';
import type { Account } from '../../../core/ports/people.ts';
import { say } from '../../../core/text/text.ts';
import { clip } from '../../conversation/clean-text.ts';
import { oneOf } from '../../conversation/one-of.ts';

/** The account that is meant by "discord/Ada", "Ada" or "discord". Throws a Refusal that lists them where it is none or not one. */
export function ownAccount(words: string, accounts: readonly Account[]): Account {
  const wanted = words
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/\s*\/\s*@?/gu, '/')
    .trim();
  const named = [
    accounts.filter((account) => holderOf(account) === wanted),
    accounts.filter(({ displayName }) => displayName.toLowerCase() === wanted),
    accounts.filter(({ platform }) => platform === wanted),
  ];
  const fitting = named.find(({ length }) => length > 0) ?? [];
  const [only] = fitting;
  if (only !== undefined && fitting.length === 1) return only;
  const listed = only === undefined ? accounts : fitting;
  const names = oneOf(listed.map(({ platform, displayName }) => say('people.account-path', { platform, name: displayName })));
  throw new Refusal(say(only === undefined ? 'people.unlink-unknown' : 'people.unlink-which', { words: clip(words), accounts: names }));
}
