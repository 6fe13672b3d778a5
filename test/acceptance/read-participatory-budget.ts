export type Budget = {
  /** "approval", "cumulative", "choose-1". */
  readonly voteType: string;
  /** As published: project id -> how many voters named it. */
  readonly votes: ReadonlyMap<string, number>;
  /** Of each voter, the ids of the projects that were named. */
  readonly ballots: readonly (readonly string[])[];
};

/**
 * A test's reader, not the product's: the part of Pabulib's format (pabulib.org/format) that says who named which project.
 * Points are not read: what counts here is whether a project was named.
 */
export function readParticipatoryBudget(text: string): Budget {
  const sections = new Map<string, Record<string, string>[]>();
  let rows: Record<string, string>[] = [];
  let heading: readonly string[] | null = null;
  for (const line of text.replace(/^\u{FEFF}/u, '').split(/\r?\n/u)) {
    if (['META', 'PROJECTS', 'VOTES'].includes(line.trim())) {
      rows = [];
      sections.set(line.trim(), rows);
      heading = null;
    } else if (heading === null) heading = cells(line);
    else if (line.trim() !== '') {
      const values = cells(line);
      rows.push(Object.fromEntries(heading.map((name, column) => [name, values[column] ?? ''])));
    }
  }
  const [meta, projects, voters] = ['META', 'PROJECTS', 'VOTES'].map((name) => sections.get(name) ?? []);
  if (!meta || !projects?.length || !voters?.length) throw new Error('a section of this file is missing or empty');
  return {
    voteType: meta.find(({ key }) => key === 'vote_type')?.['value'] ?? '',
    votes: new Map(projects.map(({ project_id = '', votes }) => [project_id, Number(votes)])),
    ballots: voters.map(({ vote = '' }) => vote.split(',').filter((id) => id !== '')),
  };
}

/** A line of a CSV with semicolons, as RFC 4180 quotes; fields of these files hold no line breaks. */
function cells(line: string): readonly string[] {
  return Array.from(line.matchAll(/(?:^|;)(?:"((?:[^"]|"")*)"|([^;]*))/gu), ([, quoted, plain = '']) =>
    quoted === undefined ? plain : quoted.replaceAll('""', '"'),
  );
}
