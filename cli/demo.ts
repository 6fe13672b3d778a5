import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { loadConfig } from '../config.ts';
import { onEnding } from './signals.ts';
import type { Verb } from './verb.ts';

const Options = z.object({ record: z.string().optional(), quick: z.boolean().default(false) });

export const demo: Verb = {
  name: 'demo',
  summary: 'Tell a story with real servers: people on four platforms decide together, the bot is killed, strangers recount.',
  examples: ['npx coop demo', 'npx coop demo --record docs/pictures/demo.svg'],
  configure: (command) => {
    command.option('--record <file>', 'save what is shown as a picture that plays (SVG)');
    command.option('--quick', 'leave no time to read');
  },
  run: async ({ options, terminal, environment }) => {
    const { record, quick } = Options.parse(options);
    const config = loadConfig(environment);
    const home = join(config.home, 'demo');
    const [{ createTeller }, { setStage }, { tellStory }, { recordingSvg }] = await Promise.all([
      import('./demo/teller.ts'),
      import('./demo/stage.ts'),
      import('./demo/story.ts'),
      import('./demo/recording.ts'),
    ]);
    terminal.note('Setting the stage: PostgreSQL, Temporal, and Discord, Slack, Matrix and GitHub in small, all on this machine alone.');
    const teller = createTeller(process.stdout, {
      print: terminal.print,
      unhurried: !quick && (process.stdout.isTTY || record !== undefined),
    });
    {
      await using stack = new AsyncDisposableStack();
      const ending = endWithSignals(stack);
      const telling = setStage({ config, home, teller, progress: terminal.note }, stack).then(tellStory);
      // What breaks off while it is ended is no news.
      await telling.catch((error: unknown) => (ending.aborted ? new Promise(() => {}) : Promise.reject(error)));
    }
    const fromHere = relative(process.cwd(), home);
    await yourTurn(fromHere.startsWith('..') ? home : fromHere, teller);
    if (record !== undefined) {
      await mkdir(dirname(record), { recursive: true });
      await writeFile(record, recordingSvg(teller.shown, 'npm run demo'));
    }
    return 0;
  },
};

type Tells = {
  readonly scene: (title: string) => Promise<void>;
  readonly tells: (words: string) => Promise<void>;
  readonly types: (words: string) => Promise<void>;
};

/** The last scene is played by whoever watched. */
async function yourTurn(home: string, { scene, tells, types }: Tells): Promise<void> {
  await scene('Your turn');
  await tells('Everything is stopped, and everything is kept. Vote #2 is open for a week, and you are a member. This casts a real ballot:');
  await types(`echo "vote cast 2 Crumb" | COOP_HOME=${home} npx coop chat --as you`);
  await tells('Without the echo it is a conversation: say help. And npm start runs an instance of your own.');
}

/** Ctrl-C ends the servers too; asked again, it ends at once. */
function endWithSignals(stack: AsyncDisposableStack): AbortSignal {
  const ending = new AbortController();
  const stop = async (): Promise<void> => {
    ending.abort();
    process.stderr.write('Stopping what the demo started.\n');
    await stack.disposeAsync();
  };
  onEnding(
    () => void stop().finally(() => process.exit(130)),
    () => process.exit(130),
  );
  return ending.signal;
}
