import { z } from 'zod';

/**
 * Slack's documented rules that the peer does not enforce: what may stand in a message or a form (Block Kit reference, limits of
 * each method), and that no text of ours pings. Returns what is broken.
 */
export function documentedRules(method: string, body: Readonly<Record<string, unknown>>): string[] {
  if (method === 'views.open') return viewRules(View.parse(body['view']));
  if (method === 'views.publish') return homeRules(body['view']);
  if (!speaking.has(method)) return [];
  const parsed = Message.safeParse(body);
  return parsed.success ? messageRules(parsed.data) : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

/** A form that is changed by the acknowledgement of its submission. */
export function acknowledgementRules(payload: unknown): string[] {
  if (typeof payload === 'object' && payload !== null && 'options' in payload) {
    return z.strictObject({ options: z.array(Option).max(100) }).safeParse(payload).success ? [] : ['suggestions of no known shape'];
  }
  const parsed = Acknowledgement.safeParse(payload);
  if (!parsed.success) return ['an acknowledgement of no known shape'];
  const { response_action: action, view, errors } = parsed.data;
  if (action === 'update') return viewRules(View.parse(view));
  return action === 'errors' && Object.keys(errors ?? {}).length === 0 ? ['errors without any'] : [];
}

const speaking: ReadonlySet<string> = new Set(['chat.postMessage', 'chat.update', 'chat.postEphemeral', 'response']);

const Plain = (most: number) =>
  z.object({ type: z.literal('plain_text'), text: z.string().min(1).max(most), emoji: z.literal(false).optional() });
const Option = z.object({ text: Plain(75), value: z.string().min(1).max(150) });
const Options = z.array(Option).min(1).max(100);
const Groups = z
  .array(z.object({ label: Plain(75), options: Options }))
  .min(1)
  .max(100);
const id = z.string().min(1).max(255);
const Select = { action_id: id, placeholder: Plain(150).optional(), options: Options.optional(), option_groups: Groups.optional() };
const StaticSelect = z.object({ type: z.literal('static_select'), initial_option: Option.optional(), ...Select });
const MultiSelect = z.object({ type: z.literal('multi_static_select'), ...Select });
const ExternalSelect = z.strictObject({
  type: z.literal('external_select'),
  action_id: id,
  placeholder: Plain(150).optional(),
  min_query_length: z.int().min(0),
  initial_option: Option.optional(),
});
const Button = z.object({
  type: z.literal('button'),
  action_id: id,
  text: Plain(75),
  value: z.string().max(2_000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
});
const TextInput = z.object({
  type: z.literal('plain_text_input'),
  action_id: id,
  multiline: z.boolean(),
  max_length: z.int().min(1).max(3_000),
  placeholder: Plain(150).optional(),
  initial_value: z.string().max(3_000).optional(),
});
const Style = z.object({ bold: z.boolean().optional(), code: z.boolean().optional() }).strict().optional();
const Run = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string().min(1).max(3_000), style: Style }),
  z.strictObject({ type: z.literal('link'), url: z.url().max(3_000), text: z.string().min(1) }),
  z.strictObject({ type: z.literal('date'), timestamp: z.int(), format: z.string(), fallback: z.string().min(1) }),
]);
const Section = z.strictObject({ type: z.literal('rich_text_section'), elements: z.array(Run).min(1) });
const RichText = z.discriminatedUnion('type', [
  Section,
  z.strictObject({ type: z.literal('rich_text_list'), style: z.enum(['bullet', 'ordered']), elements: z.array(Section).min(1) }),
  z.strictObject({ type: z.literal('rich_text_preformatted'), elements: z.array(Run).min(1) }),
]);
const block = { block_id: id.optional() };
const RichTextBlock = z.strictObject({ type: z.literal('rich_text'), elements: z.array(RichText).min(1), ...block });
const Header = z.strictObject({ type: z.literal('header'), text: Plain(150), ...block });
const Block = z.discriminatedUnion('type', [
  RichTextBlock,
  Header,
  z.strictObject({ type: z.literal('section'), text: Plain(3_000), accessory: MultiSelect.optional(), ...block }),
  z.strictObject({
    type: z.literal('actions'),
    elements: z
      .array(z.discriminatedUnion('type', [Button, StaticSelect]))
      .min(1)
      .max(25),
    ...block,
  }),
]);
const Message = z.object({
  text: z.string().min(1).max(4_000),
  blocks: z.array(Block).max(50),
  parse: z.literal('none').optional(),
  link_names: z.union([z.literal(false), z.literal('false')]).optional(),
});
const Input = z.strictObject({
  type: z.literal('input'),
  block_id: id,
  optional: z.boolean(),
  label: Plain(2_000),
  hint: Plain(2_000).optional(),
  element: z.discriminatedUnion('type', [TextInput, StaticSelect, ExternalSelect]),
});
const View = z.object({
  type: z.literal('modal'),
  callback_id: id,
  private_metadata: z.string().max(3_000),
  title: Plain(24),
  submit: Plain(24),
  close: Plain(24),
  blocks: z
    .array(z.discriminatedUnion('type', [Input, RichTextBlock, Header]))
    .min(1)
    .max(100),
});
const Home = z.strictObject({
  type: z.literal('home'),
  blocks: z
    .array(z.union([Block, z.strictObject({ type: z.literal('divider') })]))
    .min(1)
    .max(100),
});
const Acknowledgement = z
  .object({
    response_action: z.enum(['errors', 'update', 'clear']).optional(),
    errors: z.record(z.string(), z.string().min(1)).optional(),
    view: z.unknown().optional(),
  })
  .default({});

function messageRules({ text, blocks }: z.infer<typeof Message>): string[] {
  const problems = [...twice(blocks.map((each) => each.block_id)), ...twice(actionIds(blocks))];
  if (/<[^>]*>|&(?!amp;|lt;|gt;)/.test(text)) problems.push(`the text is not escaped: ${text.slice(0, 100)}`);
  if (JSON.stringify(blocks).length > 100_000 || sizeOf(blocks) > 13_000) problems.push('msg_blocks_too_long');
  return problems;
}

function homeRules(view: unknown): string[] {
  const home = Home.safeParse(view);
  if (!home.success) return home.error.issues.map(({ path, message }) => `home: ${path.join('.')} ${message}`);
  const blocks = home.data.blocks.filter((each) => each.type !== 'divider');
  return [...twice(blocks.map((each) => each.block_id)), ...twice(actionIds(blocks))];
}

function viewRules({ blocks }: z.infer<typeof View>): string[] {
  return twice(blocks.map((each) => each.block_id));
}

function actionIds(blocks: z.infer<typeof Message>['blocks']): string[] {
  return blocks.flatMap((each) => (each.type === 'actions' ? each.elements.map((element) => element.action_id) : []));
}

function sizeOf(blocks: z.infer<typeof Message>['blocks']): number {
  let size = 0;
  JSON.stringify(blocks, (name, value: unknown) => {
    if (name === 'text' && typeof value === 'string') size += value.length;
    return value;
  });
  return size;
}

function twice(names: readonly (string | undefined)[]): string[] {
  const seen = new Set<string>();
  return names.flatMap((name) => {
    if (name === undefined || !seen.has(name)) {
      if (name !== undefined) seen.add(name);
      return [];
    }
    return [`"${name}" stands there twice`];
  });
}
