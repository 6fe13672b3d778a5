import { describe, expectTypeOf, test } from 'vitest';
import { defineCommand } from '../../../bots/conversation/command.ts';
import type { PortsOf } from '../../../bots/conversation/command.ts';
import type { createHear, HearPorts } from '../../../bots/conversation/receive.ts';
import type { Intake } from '../../../core/ports/intake.ts';

type Clocks = { readonly now: () => Date };
type Boxes = { readonly put: (thing: string) => Promise<void> };

const text = { summary: 'conversation.help-summary', example: 'x' } as const;

const tell = defineCommand({
  ...text,
  name: 'tell',
  needs: 'anyone',
  fields: {
    colour: {
      kind: 'choice',
      ask: 'conversation.ask-network',
      options: [
        { value: 'red', label: 'conversation.cancel' },
        { value: 'blue', label: 'conversation.back' },
      ],
    },
    loud: { kind: 'flag', ask: 'conversation.ask-network', optional: true },
    items: { kind: 'list', minItems: 1, maxItems: 3, maxLength: 10, ask: 'conversation.ask-network' },
    until: { kind: 'moment', ask: 'conversation.ask-network' },
  },
  run: async (call, ports: { clock: Clocks }) => {
    expectTypeOf(call.input.colour).toEqualTypeOf<'red' | 'blue'>();
    expectTypeOf(call.input.loud).toEqualTypeOf<boolean | undefined>();
    expectTypeOf(call.input.items).toEqualTypeOf<readonly string[]>();
    expectTypeOf(call.input.until).toEqualTypeOf<Date>();
    expectTypeOf(call.network).toBeNullable();
    ports.clock.now();
    return { text: [] };
  },
});

const put = defineCommand({
  ...text,
  name: 'put',
  needs: 'member',
  fields: {},
  run: async (call, ports: { clock: Clocks; boxes: Boxes }) => {
    expectTypeOf(call.network).not.toBeNullable();
    await ports.boxes.put(call.network.name);
    return { text: [] };
  },
});

const rest = defineCommand({ ...text, name: 'rest', needs: 'network', fields: {}, run: async () => ({ text: [] }) });

describe('the ports of a list of commands', () => {
  const commands = [tell, put, rest];
  type Ports = PortsOf<(typeof commands)[number]>;

  test('are those of all commands together, and none for a command without', () => {
    expectTypeOf<Ports>().toExtend<{ clock: Clocks; boxes: Boxes }>();
    expectTypeOf<{ clock: Clocks; boxes: Boxes }>().toExtend<Ports>();
    expectTypeOf<PortsOf<typeof rest>>().toBeUnknown();
  });

  test('must come through the door, with what the conversation itself needs', () => {
    type Needed = HearPorts<(typeof commands)[number]>;
    const open = <P>(intake: Intake<P>) => intake;
    type Options = Parameters<typeof createHear<(typeof commands)[number]>>[0];
    expectTypeOf(open<Needed & { more: string }>).returns.toExtend<Options['intake']>();
    expectTypeOf(open<Omit<Needed, 'boxes'>>).returns.not.toExtend<Options['intake']>();
    expectTypeOf(open<Omit<Needed, 'networks'>>).returns.not.toExtend<Options['intake']>();
  });

  test('cannot be left out', () => {
    const clock: Clocks = { now: () => new Date(0) };
    // @ts-expect-error boxes are missing
    const ports: Ports = { clock };
    expectTypeOf(ports).not.toBeAny();
  });
});
