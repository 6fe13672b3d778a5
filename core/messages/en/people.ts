/** A person's own accounts and settings. */
export const people = {
  'people.link-summary': 'Joins two accounts of yours',
  'people.ask-code': 'Which code does your other account show?',
  'people.otherwise-code': 'you get a code to repeat on your other account.',
  'people.link-issued': 'From your other account, on this or any other platform, say to me:',
  'people.link-issued-until':
    'It works once, until {at}. Then both accounts are one person with one voice. Never repeat a code that somebody else gave you: it would make them you.',
  'people.link-public':
    'Where everybody reads what you say, as on GitHub, a stranger could use it before you do. For there, ask for a code that works for your name only: {example}.',
  'people.link-held': 'It works for {holder} only.',
  'people.link-no-holder': 'Say for whom as platform and name, for example {example}.',
  'people.ask-holder': 'For which account only? (platform/name)',
  'people.otherwise-holder': 'any account of yours may repeat the code.',
  'people.linked':
    'Linked: this account and {name} on {platform, select, console {the console} discord {Discord} github {GitHub} matrix {Matrix} slack {Slack} other {{platform}}} are one person now, with one voice.',
  'people.link-vote-replaced':
    'In vote #{number} of {network} both accounts had a ballot. The later one, of {which, select, this {this account} other {your other account}}, counts now; the other one is replaced.',
  'people.link-vote-kept':
    'In vote #{number} of {network} the ballot of {which, select, this {this account} other {your other account}} counts for both accounts now.',
  'people.link-vote-openly': 'In vote #{number} of {network} one ballot of yours counts now.',
  'people.link-moot': 'Vote #{number} about admitting you is cancelled: it has nothing to decide any more.',
  'people.linked-openly': 'Linked: this account and your other one are one person now, with one voice.',
  'people.linked-accounts': 'You have {accounts, plural, one {# account} other {# accounts}}. Say {show} to see them.',
  'people.link-unknown': 'This code is not known, or it was used already. Say link on your other account to get a new one.',
  'people.link-expired': 'This code has expired. Say link on your other account to get a new one.',
  'people.link-own-code': 'This code was shown to this very account. Repeat it on your other one.',
  'people.link-same-person': 'These two accounts are linked already.',
  'people.link-too-many-guesses': 'Too many wrong codes. Try again in a quarter of an hour.',

  'people.unlink-summary': 'Parts one of your accounts from the others',
  'people.ask-unlink': 'Which account is to leave? (platform/name)',
  'people.otherwise-unlink': 'the account leaves from which you say it.',
  'people.unlink-only': 'This is your only account, so there is nothing to part it from. To leave altogether, say me erase.',
  'people.unlink-unknown': 'None of your accounts is called {words}. Say one of these: {accounts}.',
  'people.unlink-which': 'More than one of your accounts is called {words}. Say one of these: {accounts}.',
  'people.unlink-last-counting':
    'Without this account you would have no voice in {network}, where accounts of the console do not count. Link another account first, or leave the network: {leave}.',
  'people.account-path': '{platform}/{name}',
  'people.unlinked':
    '{name} on {platform, select, console {the console} discord {Discord} github {GitHub} matrix {Matrix} slack {Slack} other {{platform}}} is a person of its own now and in no network. Your other {accounts, plural, one {account keeps} other {accounts keep}} your memberships and your voice.',
  'people.unlinked-openly': 'The account is a person of its own now and in no network. What stays keeps the memberships and the voice.',
  'people.unlink-vote':
    'In vote #{number} of {network} the ballot that it cast goes on counting as yours; the account itself has no voice there.',
  'people.unlink-told':
    '{name} on {platform, select, console {the console} discord {Discord} github {GitHub} matrix {Matrix} slack {Slack} other {{platform}}} has left your accounts and is a person of its own now. If it was not you who said so, somebody else uses that account.',

  'people.export-summary': 'Gives you all that I store about you',
  'people.exported': 'All that I store about you',
  'people.exported-how': 'As JSON, table by table, one row in each line. Ids of other people stand for themselves only.',
  'people.exported-not':
    'Not in it: your words on the platforms themselves, outcomes and histories of your networks that are public there anyway, and logs and backups of the server, which its operator keeps.',
  'people.erase-summary': 'Erases what I store about you',
  'people.ask-erase': 'Which word confirms it?',
  'people.otherwise-erase': 'you are told what goes and what stays, and the word that confirms it.',
  'people.erase-goes':
    'This erases your names, your accounts, your settings, your memberships and what I still have to tell you, everywhere. It cannot be undone, and nobody can find you again.',
  'people.erase-stays':
    'What was counted stays counted, without your name. What you or I wrote on a platform stays there: delete it there. Logs and backups of the server go when its operator lets them go.',
  'people.erase-ballots':
    'Your ballots in votes that still run count as they are, and nobody can change them any more, you included. To take one back, say vote withdraw first.',
  'people.erase-first': 'To keep a copy, say {all} first.',
  'people.erase-confirm': 'If you are sure, say:',
  'people.erase-other-word':
    'This word confirms nothing, so nothing was erased. Say {erase} to learn what goes and which word confirms it.',
  'people.erase-later': 'The vote about admitting you is being counted. Ask me again when its outcome stands; nothing was erased yet.',
  'people.erased': 'Erased. I do not know you any more.',
  'people.erased-left': 'Whatever you say to me next, you say as somebody new.',

  'people.whoami-summary': 'Shows who I take you for',
  'people.whoami': 'You are {name}',
  'people.whoami-voice': 'In each of these networks you have one voice, whichever account you use:',
  'people.whoami-silent':
    'You are a member here, but none of your accounts counts: in this network accounts of the console have no voice. Link another account: {link}.',
  'people.whoami-stored':
    'I store your accounts, your settings, your memberships, your words for others, your ballots and what I still have to tell you. {all} gives you all of it, {erase} erases it, {unlink} parts an account from the others.',

  'people.show-summary': 'Shows what I know about you',
  'people.shown': 'You',
  'people.shown-accounts': '{accounts, plural, one {Your account} other {Your # accounts, one person}}:',
  'people.account':
    '{name} on {platform, select, console {the console} discord {Discord} github {GitHub} matrix {Matrix} slack {Slack} other {{platform}}}',
  'people.shown-networks': 'You are a member of:',
  'people.shown-no-networks': 'You are in no network yet. Say {join} to become a member of one.',
  'people.shown-settings': 'Your settings:',
  'people.time-zone': 'Time zone: {timeZone}',
  'people.no-time-zone': 'Time zone: not said yet, so times are in UTC. Say {set}.',
  'people.language': 'Language: {language}',
  'people.no-language': 'Language: not said yet, so it is English. Say {set}.',
  'people.quiet-hours': 'Quiet hours: {quietHours}',
  'people.shown-reminders': 'Reminders of votes that wait for you: {wanted, select, true {on} other {off}}. To change it, say {change}.',
  'people.no-quiet-hours': 'Quiet hours: none. Say {set} to be left alone at night.',

  'people.set-time-zone-summary': 'Sets your time zone',
  'people.ask-time-zone': 'Where are you?',
  'people.set-time-zone': 'Your time zone is {zone} now. I show times in it, and read yours in it.',
  'people.set-language-summary': 'Sets your language',
  'people.ask-language': 'Which language do you read?',
  'people.set-language': 'Your language is {language} now. What is not translated yet comes in English.',
  'people.set-quiet-hours-summary': 'Sets when I leave you alone',
  'people.ask-quiet-hours': 'From when to when should I be quiet?',
  'people.set-quiet-hours': 'Your quiet hours are {hours} now: during them I write to you only when you ask me something.',
  'people.quiet-hours-off': 'You have no quiet hours any more.',
  'people.set-reminders-summary': 'Sets whether I remind you of votes',
  'people.ask-reminders': 'Do you want to be reminded of votes in which you have not voted?',
  'people.reminders-choice-on': 'Remind me',
  'people.reminders-choice-off': 'Do not remind me',
  'people.reminders-on':
    'I remind you of votes that wait for you, as often as the charter of each network says and never in your quiet hours.',
  'people.reminders-off': 'I do not remind you of votes any more. To be reminded again, say {on}.',
  'people.quiet-hours-utc': 'I count them in UTC until I know where you are. Say for example {zone}.',
} as const;
