import { styleText } from 'node:util';
import { z } from 'zod';
import type { Finding } from '../bots/conversation/platform.ts';
import { examineConfig } from '../config.ts';
import type { CoopError } from '../core/errors.ts';
import type { Verb } from './verb.ts';

const Options = z.object({ json: z.boolean().optional() });

export const doctor: Verb = {
  name: 'doctor',
  summary: 'Say what is there, what is missing and what to do. Starts and changes nothing.',
  examples: ['npx coop doctor', 'npx coop doctor --json'],
  configure: (command) => {
    command.option('--json', 'one JSON document on standard output');
  },
  run: async ({ options, terminal, environment }) => {
    const { config, problems } = examineConfig(environment);
    const { examinations } = await import('./examinations/index.ts');
    const examined = await Promise.all(examinations.map(async ({ area, examine }) => ({ area, findings: [...(await examine(config))] })));
    const areas = problems.length === 0 ? examined : [{ area: 'settings', findings: problems.flatMap(unreadable) }, ...examined];
    const count = (wanted: Finding['level']) => areas.flatMap(({ findings }) => findings).filter(({ level }) => level === wanted).length;
    const amiss = count('wrong');
    if (Options.parse(options).json === true) terminal.printJson({ ok: amiss === 0, areas });
    else {
      for (const { area, findings } of areas) terminal.print([area, ...findings.map(line)].join('\n'));
      terminal.print(`\n${verdict(amiss, count('missing'))}`);
    }
    return amiss === 0 ? 0 : 1;
  },
};

/** The rest is examined as if these were left out. */
function unreadable({ message }: CoopError): readonly Finding[] {
  const advice = 'correct it in .env or the environment; below it counts as left out';
  return message.split('\n').map((what) => ({ level: 'wrong', what, advice }));
}

function verdict(amiss: number, missing: number): string {
  if (amiss > 0) return `${amiss} ${amiss === 1 ? 'thing is' : 'things are'} wrong: the arrows say what to do.`;
  return missing > 0 ? 'Nothing is wrong. What is missing is not needed, or comes by itself: see the arrows.' : 'All in order.';
}

const marks = { ok: styleText('green', 'ok     '), missing: styleText('yellow', 'missing'), wrong: styleText('red', 'WRONG  ') } as const;

function line({ level, what, advice }: Finding): string {
  return `  ${marks[level]}  ${what}${advice === undefined ? '' : `\n           -> ${advice}`}`;
}
