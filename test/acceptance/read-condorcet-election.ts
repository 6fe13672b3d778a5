export type RankedElection = {
  readonly candidates: readonly string[];
  /** The first preference of each ballot; null where it ranks nobody, or several equally first. */
  readonly firstPreferences: readonly (string | null)[];
};

/**
 * A test's reader, not the product's: the part of the Condorcet Election Format (github.com/CondorcetVote/CondorcetElectionFormat)
 * that these files use, and only first preferences. What it does not know it refuses, so that nothing is passed over in silence.
 */
export function readCondorcetElection(text: string): RankedElection {
  let candidates: readonly string[] = [];
  const firstPreferences: (string | null)[] = [];
  for (const [place, whole] of text.split(/\r?\n/u).entries()) {
    const line = whole.trim();
    const [, parameter = '', value = ''] = /^#\/([^:]+):(.*)$/u.exec(line) ?? [];
    if (parameter === 'Candidates') candidates = value.split(';').map((name) => name.trim());
    if (parameter === 'Weight Allowed' && value.trim() !== 'false') throw new Error(`line ${place + 1}: weights are not read here`);
    if (line === '' || line.startsWith('#')) continue;
    const [, ranking = '', times = '1'] = /^([^*^|]+?)(?:\s*\*\s*(\d+))?$/u.exec(line) ?? [];
    if (ranking === '') throw new Error(`line ${place + 1} is not understood: ${line}`);
    const first = ranking === '/EMPTY_RANKING/' ? null : firstOf(ranking);
    if (first !== null && !candidates.includes(first)) throw new Error(`line ${place + 1}: nobody is called "${first}"`);
    for (let count = 0; count < Number(times); count += 1) firstPreferences.push(first);
  }
  return { candidates, firstPreferences };
}

function firstOf(ranking: string): string | null {
  const equals = (ranking.split('>')[0] ?? '').split('=').map((name) => name.trim());
  return equals.length === 1 ? (equals[0] ?? null) : null;
}
