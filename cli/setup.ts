import { z } from 'zod';
import { platforms } from '../bots/index.ts';
import { createPerson } from './setup/person.ts';
import { setUp } from './setup/set-up.ts';
import { UsageError } from './usage-error.ts';
import type { Verb } from './verb.ts';

const names = platforms.map(({ name }) => name).join(', ');
const Options = z.object({ json: z.boolean().optional() });

export const setup: Verb = {
  name: 'setup',
  summary: 'Connect a platform: says what to click, checks what you paste at once, and writes it into .env.',
  examples: ['npx coop setup slack', 'npx coop setup discord < answers.txt', 'npx coop setup github --json < answers.txt'],
  configure: (command) => {
    command
      .argument('<platform>', `one of ${names}`)
      .option('--json', 'what was found, and the links, as one JSON document on standard output; never a secret');
  },
  run: async ({ positional: [name = ''], options, terminal, environment }) => {
    const platform = platforms.find((one) => one.name === name);
    if (platform === undefined) throw new UsageError(`${name}: there is no such platform. It is one of ${names}`);
    const { setUpParts } = await import('../main/set-up-parts.ts');
    const person = createPerson(process.stdin, process.stderr);
    try {
      const asked = { person, terminal, environment, folder: process.cwd() };
      const { variables, found, next, links } = await setUp(await platform.setUp(setUpParts()), asked);
      if (Options.parse(options).json === true) terminal.printJson({ platform: platform.name, variables, found, next, links });
      else terminal.print(['', ...next].join('\n'));
      return 0;
    } finally {
      person.leave();
    }
  },
};
