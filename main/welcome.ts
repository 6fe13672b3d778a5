import type { PlatformDefinition } from '../bots/conversation/platform-definition.ts';
import { platforms } from '../bots/index.ts';
import type { Config } from '../config.ts';
import { roles as everyRole } from './roles.ts';
import type { Role } from './roles.ts';

type Started = { readonly roles: ReadonlySet<Role>; readonly url: string | null };

/** What is said when it runs: a newcomer's next steps. Whoever splits the roles knows them. */
export function welcome(config: Config, { roles, url }: Started): readonly string[] {
  const runs = `Coop runs${url === null ? '' : `, its ${roles.has('web') ? 'pages are' : 'doors are'} at ${url}`}.`;
  if (roles.size < everyRole.length) return [`${runs} It takes the roles ${[...roles].join(', ')}; Ctrl-C stops it.`];
  const greetings = config.platforms.map(({ greeting }) => greeting);
  return [
    '',
    `${runs} In a second terminal:`,
    '  npx coop chat --as you   talks to it from here',
    '  npx coop doctor          says what is there and what is missing',
    ...(greetings.length === 0 ? setUpHint(platforms) : greetings),
    'Ctrl-C stops it.',
    '',
  ];
}

function setUpHint([first, ...others]: readonly PlatformDefinition[]): readonly string[] {
  if (first === undefined) return [];
  const rest = new Intl.ListFormat('en-GB').format(others.map(({ name }) => name));
  return [`  npx coop setup ${first.name}   connects ${first.title}; ${rest} go the same way. Then start again.`];
}
