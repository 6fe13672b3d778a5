import { link } from '../bots/commands/link.ts';
import { meSetLanguage } from '../bots/commands/me-set-language.ts';
import { meSetQuietHours } from '../bots/commands/me-set-quiet-hours.ts';
import { meSetReminders } from '../bots/commands/me-set-reminders.ts';
import { meSetTimezone } from '../bots/commands/me-set-timezone.ts';
import { meShow } from '../bots/commands/me-show.ts';
import { unlink } from '../bots/commands/unlink.ts';
import { whoami } from '../bots/commands/whoami.ts';
import type { Feature } from './feature.ts';

/** Humans, their accounts and their settings. */
export const people = {
  name: 'people',
  commands: [link, unlink, whoami, meShow, meSetTimezone, meSetLanguage, meSetQuietHours, meSetReminders],
  personal: [
    {
      table: 'link_code',
      rows: 'account_id = any(:accounts)',
      withheld: ['code_hash'],
      erase: 'delete',
      why: 'it joins an account that is not there any more',
    },
    { table: 'draft', rows: 'account_id = any(:accounts)', erase: 'delete', why: 'half a command of the person' },
    {
      table: 'outbox',
      rows: `route = any(array(select 'direct:' || address from unnest(:addresses) as address)) or delivery ->> 'account' = any(:accounts::text[])
        or (status <> 'sent' and ${naming('delivery')})`,
      erase: 'delete',
      why: 'what is still to be told to the person or names it; what has left is kept as a key only',
    },
    {
      table: 'console_message',
      rows: `account in (${atConsole('external_id')}) or asker in (${atConsole('display_name')}) or ${naming('message')}`,
      erase: 'delete',
      why: 'what was answered and told to a console account, or names one; it goes after 30 days anyway',
    },
    {
      table: 'console_reader',
      rows: `account in (${atConsole('external_id')})`,
      erase: 'delete',
      why: 'how far a console account has read',
    },
    {
      table: 'account',
      rows: 'person_id = any(:persons)',
      erase: 'anonymise',
      become: { external_id: "'erased ' || id", display_name: "''", installation: "''" },
      why: 'ballots refer to its id; the name and the id on the platform go',
    },
    {
      table: 'person',
      rows: 'id = any(:persons)',
      erase: 'anonymise',
      become: { time_zone: 'null', language: 'null', quiet_hours: 'null', reminders: 'true' },
      why: 'ballots and the history refer to its id; settings go',
    },
  ],
} satisfies Feature;

/** The person's accounts on the console: its tables know no other ids. */
function atConsole(column: 'external_id' | 'display_name'): string {
  return `select ${column} from account where person_id = any(:persons) and platform = 'console'`;
}

/** A message of ours that shows the name as the name of somebody: not every text in which others wrote it. */
function naming(column: string): string {
  return `exists (select from unnest(:names) as name where position('"name": ' || to_jsonb(name)::text in ${column}::text) > 0)`;
}
