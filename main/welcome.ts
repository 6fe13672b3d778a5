import type { Config } from '../config.ts';
import { roles as everyRole } from './roles.ts';
import type { Role } from './roles.ts';

type Started = { readonly roles: ReadonlySet<Role>; readonly url: string | null };

/** What is said when it runs: a newcomer's next steps. Whoever splits the roles knows them. */
export function welcome(config: Config, { roles, url }: Started): readonly string[] {
  const runs = `Coop runs${url === null ? '' : `, its ${roles.has('web') ? 'pages are' : 'doors are'} at ${url}`}.`;
  if (roles.size < everyRole.length) return [`${runs} It takes the roles ${[...roles].join(', ')}; Ctrl-C stops it.`];
  const greetings = greetingsOf(config);
  return [
    '',
    `${runs} In a second terminal:`,
    '  npx coop chat --as you   talks to it from here',
    '  npx coop doctor          says what is there and what is missing',
    ...(greetings.length === 0
      ? ['  npx coop setup discord   connects Discord; slack, matrix and github go the same way. Then start again.']
      : greetings),
    'Ctrl-C stops it.',
    '',
  ];
}

/** How one begins on the platforms that are turned on. */
function greetingsOf({ discord, slack, matrix, github }: Config): readonly string[] {
  return [
    ...(discord === null ? [] : ['On Discord, type /help.']),
    ...(slack === null ? [] : ['In Slack, type /coop help.']),
    ...(matrix === null ? [] : ['In a Matrix room, say !coop help.']),
    ...(github === null ? [] : ['On GitHub, write a comment with the line /coop help.']),
  ];
}
