import { z } from 'zod';

/**
 * Rules that stand in Discord's documentation and not in its machine-readable description: what may stand in a message of
 * a bot, how components are put together, what slash commands are called.
 */
export function documentedRules(method: string, route: string, body: unknown): string[] {
  if (method === 'PUT' && route.endsWith('/commands')) {
    const commands = Commands.parse(body);
    const entries = commands.filter(({ type }) => type !== 1);
    return [...commands.filter(({ type }) => type === 1).flatMap(commandRules), ...entryRules(entries)];
  }
  if (method === 'GET') return [];
  if (route.endsWith('/callback')) {
    const { type, data } = Callback.parse(body);
    if (type === 9) return modalRules(Modal.parse(data));
    if (type === 8) return twice(Choices.parse(data).choices.map(({ name }) => name));
    return data === undefined ? [] : messageRules(Message.parse(data), type === 4);
  }
  return route.includes('/messages') ? messageRules(Message.parse(body), method === 'POST') : [];
}

const Component = z.looseObject({
  type: z.number(),
  custom_id: z.string().optional(),
  style: z.number().optional(),
  label: z.string().optional(),
  options: z.array(z.looseObject({ value: z.string() })).optional(),
});
const Message = z.looseObject({
  content: z.string().nullish(),
  embeds: z.array(z.looseObject({ description: z.string().optional() })).nullish(),
  components: z.array(z.looseObject({ type: z.number(), components: z.array(Component).default([]) })).nullish(),
  allowed_mentions: z.looseObject({ parse: z.array(z.string()).optional(), replied_user: z.boolean().optional() }).nullish(),
});
const Modal = z.looseObject({ components: z.array(z.looseObject({ component: Component.optional() })) });
const Choices = z.object({
  choices: z.array(z.object({ name: z.string().min(1).max(100), value: z.string().min(1).max(100) })).max(25),
});
const Callback = z.looseObject({ type: z.number(), data: z.unknown().optional() });
const Option = z.looseObject({
  name: z.string(),
  type: z.number(),
  description: z.string(),
  required: z.boolean().optional(),
  get options() {
    return z.array(Option).optional();
  },
});
type Option = z.infer<typeof Option>;
const Commands = z.array(
  z.looseObject({
    type: z.number().default(1),
    name: z.string(),
    description: z.string().default(''),
    options: z.array(Option).optional(),
  }),
);

function messageRules(message: z.infer<typeof Message>, isNew: boolean): string[] {
  const problems: string[] = [];
  const { content, embeds, components, allowed_mentions: mentions } = message;
  if ((content?.length ?? 0) > 2_000) problems.push('content is longer than the 2,000 characters of a bot');
  if (isNew && !content?.trim() && !embeds?.length && !components?.length) problems.push('the message is empty');
  if ((embeds ?? []).reduce((sum, embed) => sum + (embed.description?.length ?? 0), 0) > 6_000) {
    problems.push('the embeds hold more than 6,000 characters');
  }
  if (!mentions || mentions.parse?.length !== 0 || mentions.replied_user === true) problems.push('allowed_mentions does not forbid pings');
  if ((components?.length ?? 0) > 5) problems.push('more than five rows');
  for (const { components: row } of components ?? []) {
    const selects = row.filter(({ type }) => type !== 2).length;
    if (row.length > 5 || (selects > 0 && row.length > 1)) problems.push('a row holds up to five buttons or one select');
    for (const component of row) problems.push(...componentRules(component));
  }
  return [...problems, ...twice((components ?? []).flatMap((row) => row.components.map((component) => component.custom_id)))];
}

function componentRules(component: z.infer<typeof Component>): string[] {
  const problems: string[] = [];
  if (component.type === 2 && component.style !== 5 && !component.custom_id) problems.push('a button has no custom_id');
  if (component.type === 2 && !component.label) problems.push('a button has no label');
  return [...problems, ...twice((component.options ?? []).map((option) => option.value))];
}

function modalRules(modal: z.infer<typeof Modal>): string[] {
  const problems = modal.components.length > 5 ? ['a modal holds up to five inputs'] : [];
  return [...problems, ...twice(modal.components.map(({ component }) => component?.custom_id))];
}

/** Application Commands: names in lower case, required options first, 8,000 characters together, 100 commands. */
function commandRules(command: z.infer<typeof Commands>[number]): string[] {
  const all = [...walk(command.options ?? [])];
  const problems = [command, ...all]
    .filter(({ name }) => !/^[-_'\p{Ll}\p{Lo}\p{N}]{1,32}$/u.test(name))
    .map(({ name }) => `"${name}" is no name for a command`);
  const size = [command, ...all].reduce((sum, { name, description }) => sum + name.length + description.length, 0);
  if (size > 8_000) problems.push(`/${command.name} is longer than 8,000 characters`);
  if (command.description === '' || all.some(({ description }) => description === ''))
    problems.push(`/${command.name} lacks a description`);
  for (const siblings of [command.options ?? [], ...all.map((option) => option.options ?? [])]) {
    problems.push(...twice(siblings.map(({ name }) => name)));
    const firstOptional = siblings.findIndex(({ required }) => required !== true);
    if (firstOptional >= 0 && siblings.slice(firstOptional).some(({ required }) => required === true)) {
      problems.push(`/${command.name} has a required option behind an optional one`);
    }
  }
  return problems;
}

/** Entries in the menu of a message: any name of 1 to 32 characters, no description, 15 of them. */
function entryRules(entries: z.infer<typeof Commands>): string[] {
  const problems = entries.flatMap(({ name, description, options }) =>
    name.trim() === '' || name.length > 32 || description !== '' || options !== undefined ? [`"${name}" is no entry for a menu`] : [],
  );
  if (entries.length > 15) problems.push('more than 15 entries in the menu of a message');
  return [...problems, ...twice(entries.map(({ name }) => name))];
}

function* walk(options: readonly Option[]): Generator<Option> {
  for (const option of options) {
    yield option;
    yield* walk(option.options ?? []);
  }
}

function twice(names: readonly (string | undefined)[]): string[] {
  const seen = new Set<string>();
  return names.flatMap((name) => {
    if (name === undefined) return [];
    if (seen.has(name)) return [`"${name}" stands there twice`];
    seen.add(name);
    return [];
  });
}
