import type { SetUp, SetUpReport } from '../../bots/conversation/set-up.ts';
import { givenVariables, readEnvFile } from '../../config.ts';
import type { Variables } from '../../config.ts';
import { CoopError } from '../../core/errors.ts';
import type { Terminal } from '../verb.ts';
import { createGuide } from './guide.ts';
import type { Person } from './person.ts';
import { saveSettings } from './save-settings.ts';

type Asked = {
  readonly person: Person;
  readonly terminal: Pick<Terminal, 'note'>;
  readonly environment: Variables;
  /** Where `.env` stands. */
  readonly folder: string;
};

/**
 * Leads a person through a set-up and writes what came of it into `.env`; a token that stands there and is another one is replaced only
 * when the person says so. @throws CoopError that says why nothing was written.
 */
export async function setUp(
  platform: SetUp,
  { person, terminal, environment, folder }: Asked,
): Promise<SetUpReport & { readonly variables: readonly string[] }> {
  const { note } = terminal;
  const { guide, settings } = createGuide({ person, note, given: givenVariables(environment, folder) });
  const report = await platform.walk(guide);
  const standing = readEnvFile(folder);
  const changes = new Map<string, string | null>();
  for (const [name, value] of settings) {
    const there = standing[name] ?? '';
    if ((value ?? '') === there) continue;
    // What the environment says alone is not ours to write down.
    if (there === '' && value === environment[name]) continue;
    if (there === '' || (await mayReplace(name, value, person))) changes.set(name, value);
    else if (value !== null) throw new CoopError('setup-kept', `${name} stays as it was: nothing was written.`);
  }
  if (changes.size > 0) await saveSettings(folder, changes);
  const variables = [...settings].flatMap(([name, value]) => (value === null ? [] : [name])).toSorted();
  note(changes.size === 0 ? '\nNothing had to be written: .env says it already.' : `\nWritten to .env: ${[...changes.keys()].join(', ')}.`);
  for (const [name, value] of changes)
    if ((environment[name] ?? '') !== '' && environment[name] !== value)
      note(`The environment sets ${name} too, and wins over .env: take it out there.`);
  return { ...report, variables };
}

/** Anything but a clear yes is a no. */
async function mayReplace(name: string, value: string | null, person: Person): Promise<boolean> {
  const question =
    value === null
      ? `${name} stands in .env and is not needed any more. Take it out?`
      : `${name} stands in .env with another value. Replace it?`;
  return /^y(es)?$/i.test(await person.answer(`\n${question} (y/N): `, false));
}
