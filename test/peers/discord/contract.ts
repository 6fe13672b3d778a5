import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { loadPeer } from '../load.ts';
import { documentedRules } from './rules.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

type Route = {
  readonly method: Method;
  /** With ":name" for what varies. */
  readonly path: string;
  /** Name of the specification's schema of the body; "[]" behind it for a list of them. */
  readonly request?: readonly string[];
  /** Of the answer, where we give it ourselves. */
  readonly response?: string;
};

/** Every route that the bot may use. Another one is a violation until it stands here. */
const routes: readonly Route[] = [
  { method: 'GET', path: '/gateway/bot' },
  { method: 'GET', path: '/users/@me' },
  { method: 'GET', path: '/applications/@me' },
  { method: 'GET', path: '/applications/:application/commands', response: 'ApplicationCommandResponseSchema[]' },
  { method: 'PUT', path: '/applications/:application/commands', request: ['ApplicationCommandUpdateRequestSchema[]'] },
  { method: 'POST', path: '/users/@me/channels', request: ['CreatePrivateChannelRequestSchema'], response: 'PrivateChannelResponseSchema' },
  { method: 'GET', path: '/users/@me/guilds', response: 'MyGuildResponseSchema[]' },
  { method: 'GET', path: '/guilds/:guild' },
  { method: 'GET', path: '/guilds/:guild/channels' },
  { method: 'GET', path: '/guilds/:guild/threads/active' },
  { method: 'GET', path: '/channels/:channel' },
  { method: 'GET', path: '/channels/:channel/messages' },
  { method: 'GET', path: '/channels/:channel/messages/:message' },
  { method: 'POST', path: '/channels/:channel/messages', request: ['MessageCreateRequestSchema'] },
  { method: 'PATCH', path: '/channels/:channel/messages/:message', request: ['MessageEditRequestPartialSchema'] },
  { method: 'GET', path: '/webhooks/:application/:token/messages/:message' },
  {
    method: 'POST',
    path: '/interactions/:interaction/:token/callback',
    request: [
      'CreateMessageInteractionCallbackRequestSchema',
      'UpdateMessageInteractionCallbackRequestSchema',
      'ModalInteractionCallbackRequestSchema',
      'ApplicationCommandAutocompleteCallbackRequestSchema',
      'PongInteractionCallbackRequestSchema',
    ],
  },
];

export type Contract = {
  /** What of a request breaks Discord's rules, in words; empty when nothing does. */
  readonly checkRequest: (request: { method: string; path: string; body: unknown }) => readonly string[];
  /** The same for an answer that our own gap fillers give. */
  readonly checkResponse: (response: { method: string; path: string; body: unknown }) => readonly string[];
};

/** Discord's official description of its API (discord-api-spec), and the rules that only stand in its documentation. */
export async function loadContract(): Promise<Contract> {
  const schemas = await loadPeer('discord-api-spec/zod', z.record(z.string(), z.unknown()));

  function check(names: readonly string[], body: unknown): string[] {
    const attempts = names.map((name) => problemsOf(name, body));
    return attempts.find((problems) => problems.length === 0) ?? attempts.toSorted((one, other) => one.length - other.length)[0] ?? [];
  }

  function problemsOf(name: string, body: unknown): string[] {
    if (name.endsWith('[]')) {
      if (!Array.isArray(body)) return ['not a list'];
      return body.flatMap((item, index) => problemsOf(name.slice(0, -2), item).map((problem) => `[${index}] ${problem}`));
    }
    const result = Schema.parse(schemas[name]).safeParse(body);
    if (!result.success) return result.error.issues.map((issue) => `${name}: ${issue.path.join('.')} ${issue.message}`);
    return isDeepStrictEqual(JSON.parse(JSON.stringify(result.data)), JSON.parse(JSON.stringify(body)))
      ? []
      : [`${name}: has members that Discord does not know: ${JSON.stringify(body)}`];
  }

  return {
    checkRequest: ({ method, path, body }) => {
      const route = find(method, path);
      if (!route) return [`${method} ${path} is not among the routes of contract.ts`];
      const formal = route.request === undefined ? [] : check(route.request, body);
      return [...formal, ...documentedRules(method, route.path, body)];
    },
    checkResponse: ({ method, path, body }) => {
      const name = find(method, path)?.response;
      return name === undefined ? [`${method} ${path} has no answer of ours in contract.ts`] : check([name], body);
    },
  };
}

/** The part of a zod schema that is used. */
const Schema = z.custom<{
  safeParse: (
    body: unknown,
  ) => { success: true; data: unknown } | { success: false; error: { issues: { path: PropertyKey[]; message: string }[] } };
}>((value) => typeof value === 'object' && value !== null && 'safeParse' in value);

function find(method: string, path: string): Route | undefined {
  const segments = path.split('/');
  return routes.find((route) => {
    const wanted = route.path.split('/');
    return (
      route.method === method &&
      wanted.length === segments.length &&
      wanted.every((segment, index) => segment.startsWith(':') || segment === segments[index])
    );
  });
}
