import { link } from '../bots/commands/link.ts';
import { meSetLanguage } from '../bots/commands/me-set-language.ts';
import { meSetQuietHours } from '../bots/commands/me-set-quiet-hours.ts';
import { meSetTimezone } from '../bots/commands/me-set-timezone.ts';
import { meShow } from '../bots/commands/me-show.ts';
import { unlink } from '../bots/commands/unlink.ts';
import { whoami } from '../bots/commands/whoami.ts';
import type { Feature } from './feature.ts';

/** Humans, their accounts and their settings. */
export const people = {
  name: 'people',
  commands: [link, unlink, whoami, meShow, meSetTimezone, meSetLanguage, meSetQuietHours],
  personal: [
    { table: 'person', erase: 'anonymise', why: 'ballots and the history refer to its id; settings go' },
    { table: 'account', erase: 'anonymise', why: 'ballots refer to its id; the name and the id on the platform go' },
    { table: 'link_code', erase: 'delete', why: 'it joins an account that is not there any more' },
    { table: 'draft', erase: 'delete', why: 'half a command of the person' },
    { table: 'outbox', erase: 'delete', why: 'what was answered and told to the person; without them it goes after 30 days anyway' },
    { table: 'console_message', erase: 'delete', why: 'what was answered and told to a console account; it goes after 30 days anyway' },
    { table: 'console_reader', erase: 'delete', why: 'how far a console account has read' },
  ],
} satisfies Feature;
