import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { MessageId } from '../../core/messages/en/index.ts';
import type { PlatformMemory } from '../../core/ports/platform-memory.ts';
import type { Reader, Translator } from '../../core/ports/translator.ts';
import { say } from '../../core/text/text.ts';
import type { Message, Sentence } from '../../core/text/text.ts';
import type { AnyCommand } from '../conversation/command.ts';
import { GithubFailure, isGone, isRefusal } from './github-errors.ts';
import { createTurns } from './in-turn.ts';
import type { Labels } from './labels.ts';
import type { Repository } from './repositories.ts';
import { templateFilesOf } from './template-files.ts';
import type { TemplateFile } from './template-files.ts';

/** Proposes our issue forms to repositories that are places of a network. */
export type Templates = {
  /** From now on they are proposed to this repository, too. */
  readonly welcome: (place: string) => Promise<void>;
  /** It is no place of a network any more: what is there stays, and what is new is not proposed. */
  readonly leave: (place: string) => Promise<void>;
  /** Proposes them where that was not done yet or they changed. One that was closed unmerged is the last. */
  readonly propose: (repository: Repository) => Promise<void>;
};

type TemplatesParts = {
  readonly commands: readonly AnyCommand[];
  readonly translator: Translator;
  /** How a line of the text grammar is said here. */
  readonly call: (line: string) => string;
  readonly memory: PlatformMemory;
  readonly labels: Labels;
  readonly log: Logger;
};

const branch = 'coop/templates';

export function createTemplates({ commands, translator, call, memory, labels, log }: TemplatesParts): Templates {
  const files = templateFilesOf(commands, { translator, call });
  const edition = createHash('sha256').update(JSON.stringify(files)).digest('base64url').slice(0, 22);
  const things = commands.flatMap(({ creates }) => creates ?? []);
  const inTurn = createTurns();
  /** Where we may not write, until we are started again. */
  const refused = new Set<string>();

  async function propose(repository: Repository): Promise<void> {
    const known = await memory.read(nameOf(repository.id));
    if (known === null || known === edition || refused.has(repository.id)) return;
    try {
      for (const thing of things) await labels.prepare(repository, thing);
      await bring(repository);
      await memory.write({ [nameOf(repository.id)]: edition });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      refused.add(repository.id);
      log.info({ repository: repository.id, err: error }, 'the issue forms could not be proposed; permission to write contents is needed');
    }
  }

  async function bring(repository: Repository): Promise<void> {
    const { name, api } = repository;
    const [owner = ''] = name.split('/');
    const pulls = await api.get(`/repos/${name}/pulls`, Pulls, { head: `${owner}:${branch}`, state: 'all', per_page: 100 });
    const last = pulls.toSorted((one, other) => one.number - other.number).at(-1);
    if (last !== undefined && last.state !== 'open' && last.merged_at === null) return;
    const { default_branch: base } = await api.get(`/repos/${name}`, Standing);
    const changed = await differing(repository, base);
    if (changed.length === 0) return;
    if (last?.state !== 'open') await startBranch(repository, base);
    for (const file of await differing(repository, branch)) await write(repository, file);
    if (last?.state === 'open') return;
    const body = { title: words(say('github.templates-title')), head: branch, base, body: words(say('github.templates-why')) };
    await api.send({ method: 'POST', path: `/repos/${name}/pulls`, body }, z.unknown());
  }

  /** From where the default branch is now; what was left of an earlier proposal that was merged goes. */
  async function startBranch({ name, api }: Repository, base: string): Promise<void> {
    const { object } = await api.get(`/repos/${name}/git/ref/heads/${base}`, Ref);
    try {
      const body = { ref: `refs/heads/${branch}`, sha: object.sha };
      await api.send({ method: 'POST', path: `/repos/${name}/git/refs`, body }, z.unknown());
    } catch (error) {
      if (!(error instanceof GithubFailure) || error.status !== 422) throw error;
      const body = { sha: object.sha, force: true };
      await api.send({ method: 'PATCH', path: `/repos/${name}/git/refs/heads/${branch}`, body }, z.unknown());
    }
  }

  async function differing(repository: Repository, ref: string): Promise<readonly Differing[]> {
    const found: Differing[] = [];
    for (const file of files) {
      const standing = await read(repository, file.path, ref);
      if (standing?.text !== file.text) found.push({ ...file, sha: standing?.sha ?? null });
    }
    return found;
  }

  async function write({ name, api }: Repository, { path, text, sha }: Differing): Promise<void> {
    const content = Buffer.from(text, 'utf8').toString('base64');
    const body = { message: words(say('github.templates-commit')), content, branch, ...(sha === null ? {} : { sha }) };
    await api.send({ method: 'PUT', path: `/repos/${name}/contents/${path}`, body }, z.unknown());
  }

  const words = (sentence: Sentence): string => translator.words(sentence, everybody);

  return {
    welcome: async (place) => {
      if ((await memory.read(nameOf(place))) === null) await memory.write({ [nameOf(place)]: 'none' });
    },
    leave: (place) => memory.write({ [nameOf(place)]: null }),
    propose: (repository) => inTurn(repository.id, () => propose(repository)),
  };
}

type Differing = TemplateFile & { readonly sha: string | null };

/** What an answer says of its place: it belongs to a network now, or not any more. Null for other answers. */
export function bindingIn({ text }: Message): 'bound' | 'unbound' | null {
  const said = text.flatMap((block) => (block.kind === 'paragraph' ? block.inlines : []));
  const says = (...ids: readonly MessageId[]): boolean => said.some((inline) => inline.kind === 'sentence' && ids.includes(inline.id));
  if (says('networks.bound', 'networks.bound-already')) return 'bound';
  return says('networks.unbound') ? 'unbound' : null;
}

async function read({ name, api }: Repository, path: string, ref: string): Promise<{ text: string; sha: string } | null> {
  try {
    const { content, sha } = await api.get(`/repos/${name}/contents/${path}`, File, { ref });
    return { text: Buffer.from(content, 'base64').toString('utf8'), sha };
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

const nameOf = (id: string): string => `templates:${id}`;
const everybody: Reader = { language: 'en', timeZone: 'UTC' };

const Pulls = z.array(z.object({ number: z.int(), state: z.string(), merged_at: z.string().nullable().default(null) }));
const Standing = z.object({ default_branch: z.string() });
const Ref = z.object({ object: z.object({ sha: z.string() }) });
const File = z.object({ content: z.string(), sha: z.string() });
