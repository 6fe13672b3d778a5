import type { Ballots, Election } from './election.ts';
import { createRemarks, malformed, quoted } from './fault.ts';
import { readWhole } from '../../exact/decimal.ts';
import { readMeta } from './pabulib-meta.ts';
import { readProjects } from './pabulib-projects.ts';
import { createVotes } from './pabulib-votes.ts';
import { separatedRecords } from './separated.ts';
import type { SeparatedRecord } from './separated.ts';

/**
 * A participatory budget of pabulib.org (.pb): the sections META, PROJECTS and VOTES, each with a line of column names, fields
 * between semicolons. Votes of all types: approval, choose-1, ordinal, cumulative, scoring.
 * @throws CoopError "election-malformed" with line and column
 */
export function readPabulib(text: string): Election {
  const sections = readSections(text);
  const meta = readMeta(sections.meta);
  const { ids, names, budget } = readProjects(sections.projects, meta);
  const votes = createVotes(sections.votes, { ids, type: meta.type, defaultScore: meta.defaultScore });
  let voters = 0;
  for (const record of sections.rest) {
    if (isSection(record)) throw malformed({ line: record.line, column: 1 }, 'a further section', 'nothing but votes after VOTES');
    votes.add(record);
    voters += 1;
  }
  const ballots: Ballots = votes.ballots();
  const remarks = createRemarks();
  compare('num_votes', meta.votes, voters);
  compare('num_projects', meta.projects, ids.length);
  return { format: 'pabulib', title: meta.title, options: ids, labels: names, ballots, budget, warnings: remarks.list() };

  function compare(name: string, stated: string | undefined, found: number): void {
    if (stated !== undefined && readWhole(stated) !== BigInt(found)) remarks.note(`META says ${name} ${stated}, the file has ${found}.`);
  }
}

type Sections = {
  readonly meta: readonly SeparatedRecord[];
  readonly projects: readonly SeparatedRecord[];
  /** The column names of the votes. */
  readonly votes: SeparatedRecord;
  /** The votes themselves, one after the other. */
  readonly rest: Iterable<SeparatedRecord>;
};

function readSections(text: string): Sections {
  const records = separatedRecords(text, ';');
  const take = () => records.next().value;
  let last = 1;
  const expectSection = (record: SeparatedRecord | null, name: string): void => {
    if (record === null) throw malformed({ line: last, column: 1 }, 'the end of the file', `the section ${name}`);
    if (sectionOf(record) !== name)
      throw malformed({ line: record.line, column: 1 }, quoted(record.fields[0] ?? ''), `the section ${name}`);
  };
  const readUntil = (name: string): readonly SeparatedRecord[] => {
    const found: SeparatedRecord[] = [];
    for (let record = take(); ; record = take()) {
      if (record === null || isSection(record)) {
        expectSection(record, name);
        return found;
      }
      last = record.line;
      found.push(record);
    }
  };
  expectSection(take(), 'META');
  const meta = readUntil('PROJECTS');
  const projects = readUntil('VOTES');
  const votes = take();
  if (votes === null) throw malformed({ line: last, column: 1 }, 'the end of the file', 'the names of the columns of VOTES');
  return { meta, projects, votes, rest: records };
}

function isSection(record: SeparatedRecord): boolean {
  return ['META', 'PROJECTS', 'VOTES'].includes(sectionOf(record) ?? '');
}

/** A section is a word alone on its line; some programs put the empty cells of a table after it. */
function sectionOf({ fields }: SeparatedRecord): string | null {
  const [first = '', ...others] = fields;
  return others.every((field) => field.trim() === '') ? first.trim().toUpperCase() : null;
}
