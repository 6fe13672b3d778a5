import { styleText } from 'node:util';
import type { Choice, Guide, Question } from '../../bots/conversation/set-up.ts';
import type { Variables } from '../../config.ts';
import { CoopError } from '../../core/errors.ts';
import { visible } from '../visible.ts';
import type { Person } from './person.ts';

export type Walked = {
  readonly guide: Guide;
  /** What is to be written; null for what is to be taken out. */
  readonly settings: ReadonlyMap<string, string | null>;
};

type GuideParts = {
  readonly person: Person;
  readonly note: (text: string) => void;
  /** What stands in `.env` and the environment. */
  readonly given: Variables;
};

/** Leads one person through one set-up. Remembers what to write; writes nothing. */
export function createGuide({ person, note, given }: GuideParts): Walked {
  const settings = new Map<string, string | null>();
  const value = (variable: string) => (settings.has(variable) ? (settings.get(variable) ?? undefined) : given[variable]);

  async function ask(question: Question): Promise<string> {
    const kept = question.variable === null ? undefined : value(question.variable);
    for (;;) {
      const typed = await person.answer(promptOf(question, kept), question.secret);
      const answer = typed === '' ? (kept ?? '') : typed;
      if (answer === '' && question.optional === true) return '';
      const problem = answer === '' ? { what: 'nothing was given', advice: 'paste it, then Enter' } : await examine(question, answer);
      if (problem === null) {
        if (question.variable !== null) settings.set(question.variable, answer);
        return answer;
      }
      if (!person.isAtTerminal) throw new CoopError('setup-refused', `${problem.what}: ${problem.advice}. Nothing was written.`);
      note(`  ${styleText('red', 'no')}  ${problem.what}\n      -> ${problem.advice}, then give it again (Ctrl-C leaves)`);
    }
  }

  async function examine({ check }: Question, answer: string) {
    const verdict = await check(answer);
    if (!verdict.passes) return verdict;
    for (const line of verdict.says) note(`  ${styleText('green', 'ok')}  ${visible(line)}`);
    return null;
  }

  async function choose<Name extends string>(question: string, choices: readonly [Choice<Name>, ...(readonly Choice<Name>[])]) {
    note(['', question, ...choices.map(({ means }, at) => `  ${at + 1}  ${means}`)].join('\n'));
    for (;;) {
      const typed = await person.answer('Number (Enter takes 1): ', false);
      const found = typed === '' ? choices[0] : choices.find(({ name }, at) => typed === name || typed === String(at + 1));
      if (found !== undefined) return found.name;
      const wanted = choices.map((_, at) => at + 1).join(' or ');
      if (!person.isAtTerminal)
        throw new CoopError('setup-refused', `Where ${wanted} is asked for, another answer was given. Nothing was written.`);
      note(`  It is one of ${wanted}.`);
    }
  }

  const guide: Guide = {
    tell: (...lines) => note(['', ...lines].join('\n')),
    ask,
    choose,
    value,
    set: (variable, wanted) => void settings.set(variable, wanted),
    unset: (variable) => void (given[variable] !== undefined && settings.set(variable, null)),
  };
  return { guide, settings };
}

function promptOf({ what, secret, optional }: Question, kept: string | undefined): string {
  const enter = kept !== undefined ? 'Enter keeps what is set' : optional === true ? 'Enter leaves it out' : null;
  const remarks = [...(secret ? ['not shown while you type'] : []), ...(enter === null ? [] : [enter])];
  return `\n${what}${remarks.length === 0 ? '' : ` [${remarks.join('; ')}]`}: `;
}
