import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTranslator } from '../../../adapters/icu/translator.ts';
import type { AnyCommand } from '../../../bots/conversation/command.ts';
import { formFieldsOf } from '../../../bots/github/form-fields.ts';
import { createReadForm } from '../../../bots/github/issue-form.ts';
import type { Spoken } from '../../../bots/github/spoken.ts';
import { templateFilesOf } from '../../../bots/github/template-files.ts';
import { commands } from '../../../features/index.ts';
import { havePeers } from '../../peers/install.ts';
import { loadPeer } from '../../peers/load.ts';

const translator = createTranslator();
const call = (line: string): string => `/coop ${line}`;
const readForm = createReadForm(commands, translator);
const creating: readonly AnyCommand[] = commands.filter((command: AnyCommand) => command.creates !== undefined);
const options = '### Which options are there?\n\nAnchor\nBeacon';
const issue = (change: Partial<Spoken>): Spoken => ({
  repository: { id: 7, full_name: 'village/bakery', has_discussions: false },
  thread: 'issue/12',
  source: '7/issue/12',
  node: 'I_1',
  author: { id: 1, login: 'bob', type: 'User' },
  association: 'NONE',
  title: 'Which name?',
  body: options,
  before: null,
  labels: ['coop/vote'],
  writtenAt: new Date('2026-11-26T02:00:00Z'),
  changedAt: new Date('2026-11-26T02:00:00Z'),
  wordsOf: 'author',
  ...change,
});
const answersIn = (change: Partial<Spoken>): unknown => {
  const said = readForm(issue(change))?.said;
  return said?.kind === 'fields' ? said.answers : said;
};

describe('an issue that was opened by a form', () => {
  it('says the command that creates such a thing, its title the question', () => {
    expect(readForm(issue({}))?.said).toEqual({
      kind: 'fields',
      command: 'vote open',
      answers: { question: 'Which name?', options: 'Anchor\nBeacon' },
      once: true,
    });
  });

  it.each([
    ['leaves out what was not filled in', `${options}\n\n### For how long is it open?\n\n_No response_`, { options: 'Anchor\nBeacon' }],
    ['reads line ends of every system', options.replaceAll('\n', '\r\n'), { options: 'Anchor\nBeacon' }],
    [
      'knows what a choice means',
      `${options}\n\n### How is it counted?\n\nEvery option one can live with; the most approvals win`,
      { options: 'Anchor\nBeacon', method: 'approval' },
    ],
    [
      'leaves headings in an answer where somebody wrote them',
      '### Which options are there?\n\nA\n### Ours\nB\n### Which options are there?\nC\n\n### For how long is it open?\n\n1h',
      { options: 'A\n### Ours\nB\n### Which options are there?\nC', for: '1h' },
    ],
  ])('%s', (_title, body, answers) => expect(answersIn({ body })).toEqual({ question: 'Which name?', ...answers }));

  it.each<[string, Partial<Spoken>]>([
    ['without a label', { labels: [] }],
    ['with the label of a state', { labels: ['coop/vote/open'] }],
    ['with labels that only look alike', { labels: ['coop/vote ', 'Coop/vote', 'coop/', 'not-coop/vote'] }],
    ['that answers nothing of the form', { body: 'Please label this.' }],
    ['that is a pull request', { thread: 'pull/12', source: '7/pull/12' }],
    ['that is a comment', { source: 'comment/99', title: null }],
  ])('is none %s', (_title, change) => expect(readForm(issue(change))).toBeNull());

  it('takes what templates of others put in front of a title for no words of the question', () => {
    expect(answersIn({ title: '[Vote]: Which name?' })).toMatchObject({ question: 'Which name?' });
  });

  it('says so where no command creates such a thing', () => {
    expect(readForm(issue({ labels: ['coop/goal'] }))).toMatchObject({ said: null });
  });

  it('reads back what was filled in, for every command that creates something', () => {
    expect(creating.length).toBeGreaterThan(0);
    const words = fc.stringMatching(/^[^\s#_][^\r\n]{0,40}[^\s]$/u).filter((text) => text.trim() === text);
    for (const command of creating) {
      const { title, inputs } = formFieldsOf(command, translator);
      const filled = fc.record(
        Object.fromEntries(inputs.map(({ name, options: all }) => [name, all === null ? words : fc.constantFrom(...all.keys())])),
      );
      fc.assert(
        fc.property(filled, (given) => {
          const body = inputs.map(({ name, heading }) => `### ${heading}\n\n${given[name] ?? ''}`).join('\n\n');
          const wanted = inputs.map(({ name, options: all }) => [name, all?.get(given[name] ?? '') ?? given[name]]);
          const asked = title === null ? {} : { [title]: 'Which name?' };
          expect(answersIn({ body, labels: [`coop/${command.creates ?? ''}`] })).toEqual({ ...asked, ...Object.fromEntries(wanted) });
        }),
        { numRuns: 200 },
      );
    }
  });
});

describe.skipIf(!(await havePeers()))('the files of issue forms', () => {
  it('are valid forms of GitHub, one for each command that creates something', async () => {
    const { parse } = await loadPeer(
      'yaml',
      z.object({ parse: z.custom<(text: string) => unknown>((value) => typeof value === 'function') }),
    );
    const files = templateFilesOf(commands, { translator, call });
    expect(files.map(({ path }) => path)).toEqual(creating.map(({ creates }) => `.github/ISSUE_TEMPLATE/coop-${creates}.yml`));
    for (const { text } of files) {
      const { body } = Form.parse(parse(text));
      const inputs = body.filter(({ type }) => type !== 'markdown');
      expect(new Set(inputs.map(({ id }) => id)).size).toBe(inputs.length);
      expect(new Set(inputs.map(({ attributes }) => attributes.label)).size).toBe(inputs.length);
    }
  });
});

/** Source: GitHub Docs, "Syntax for issue forms" and "Syntax for GitHub's form schema". */
const named = { id: z.string().regex(/^[\w-]+$/), validations: z.strictObject({ required: z.boolean() }) };
const about = { label: z.string().min(1), description: z.string().min(1).optional() };
const Element = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('markdown'),
    id: z.undefined().optional(),
    attributes: z.strictObject({ value: z.string().min(1), label: z.undefined().optional() }),
  }),
  z.strictObject({ type: z.literal('input'), ...named, attributes: z.strictObject(about) }),
  z.strictObject({ type: z.literal('textarea'), ...named, attributes: z.strictObject(about) }),
  z.strictObject({
    type: z.literal('dropdown'),
    ...named,
    attributes: z.strictObject({
      ...about,
      options: z
        .array(z.string().min(1))
        .min(1)
        .refine((all) => new Set(all).size === all.length && !all.includes('None'), 'options are different, and "None" is GitHub’s own'),
    }),
  }),
]);
const Form = z.strictObject({
  name: z.string().min(1),
  description: z.string().min(1),
  labels: z.array(z.string()),
  body: z.array(Element).refine((all) => all.some(({ type }) => type !== 'markdown'), 'a form asks something'),
});
