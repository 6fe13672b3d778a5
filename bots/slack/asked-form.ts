import type { Action, Message } from '../../core/text/text.ts';

export type AskedForm = Action & { kind: 'form' };

/** The form that a message asks to fill in, if any. */
export function formOf(message: Message): AskedForm | null {
  return message.actions?.find((action) => action.kind === 'form') ?? null;
}

/** Whether the form itself is the answer; the text beside one that opens on a click must be read first. */
export function opensAtOnce(form: AskedForm | null): form is AskedForm {
  return form !== null && form.opens !== 'on-click';
}
