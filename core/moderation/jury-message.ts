import { inNetwork, shortEnough } from '../networks/in-network.ts';
import type { Case } from '../ports/moderation.ts';
import { moment, paragraph, say } from '../text/text.ts';
import type { Action, Block, Message } from '../text/text.ts';
import type { ModeratedText } from './moderated-kind.ts';

export type JuryDuty = {
  readonly about: Case;
  readonly written: ModeratedText;
  /** Its name. */
  readonly network: string;
  /** Whether who reads it is in several networks, so that an answer must say which. */
  readonly several: boolean;
  /** What those wrote who asked; nobody is named. */
  readonly reasons: readonly string[];
  readonly dueAt: Date;
};

/** What a member of a jury reads: the text as it was written, why it was reported, and two buttons. */
export function juryMessage(duty: JuryDuty): Message {
  const { about, network, several, dueAt } = duty;
  const address = (words: string): string => (several ? inNetwork(words, network) : words);
  return {
    text: [
      { kind: 'heading', inlines: [say('moderation.jury-title', { number: about.number })] },
      paragraph(say(about.asked === 'hide' ? 'moderation.jury-hide' : 'moderation.jury-show', { network })),
      ...dutyText(duty),
      paragraph(say('moderation.jury-until', { at: moment(dueAt) }), say('moderation.jury-secret')),
      paragraph(say('moderation.jury-reason'), { kind: 'command', text: address(`jury hide ${about.number} "It names a child"`) }),
    ],
    actions: juryActions(about.number, address),
    secret: true,
  };
}

/** The text and the reasons. */
export function dutyText({ written, reasons }: Pick<JuryDuty, 'written' | 'reasons'>): readonly Block[] {
  return [
    ...written.text,
    ...(reasons.length === 0
      ? []
      : [
          paragraph({ kind: 'strong', inlines: [say('moderation.jury-reasons')] }),
          { kind: 'list' as const, ordered: false, items: reasons.map((text) => [{ kind: 'quote' as const, text }]) },
        ]),
  ];
}

export function juryActions(number: number, address: (words: string) => string): readonly Action[] {
  const said = (words: string): string => shortEnough(address(words), words);
  return [
    { kind: 'button', label: say('moderation.button-keep'), say: said(`jury keep ${number}`) },
    { kind: 'button', label: say('moderation.button-hide'), say: said(`jury hide ${number}`), weight: 'danger' },
  ];
}
