import { z } from 'zod';
import { createPerson } from './setup/person.ts';
import { setUp } from './setup/set-up.ts';
import { UsageError } from './usage-error.ts';
import type { Verb } from './verb.ts';

const platforms = ['discord', 'slack', 'matrix', 'github'] as const;
const Platform = z.enum(platforms);
const Options = z.object({ json: z.boolean().optional() });

export const setup: Verb = {
  name: 'setup',
  summary: 'Connect a platform: says what to click, checks what you paste at once, and writes it into .env.',
  examples: ['npx coop setup slack', 'npx coop setup discord < answers.txt', 'npx coop setup github --json < answers.txt'],
  configure: (command) => {
    command
      .argument('<platform>', `one of ${platforms.join(', ')}`)
      .option('--json', 'what was found, and the links, as one JSON document on standard output; never a secret');
  },
  run: async ({ positional: [name = ''], options, terminal, environment }) => {
    const platform = Platform.safeParse(name);
    if (!platform.success) throw new UsageError(`${name}: there is no such platform. It is one of ${platforms.join(', ')}`);
    const { setUps } = await import('../main/set-ups.ts');
    const person = createPerson(process.stdin, process.stderr);
    try {
      const asked = { person, terminal, environment, folder: process.cwd() };
      const { variables, found, next, links } = await setUp(setUps[platform.data], asked);
      if (Options.parse(options).json === true) terminal.printJson({ platform: platform.data, variables, found, next, links });
      else terminal.print(['', ...next].join('\n'));
      return 0;
    } finally {
      person.leave();
    }
  },
};
