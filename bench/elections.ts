import { createChance } from './statistics.ts';

export type Size = { readonly ballots: number; readonly options: number };

/**
 * A large election as the text of a .cvotes: everybody ranks all options, near to an order that most share, so that there are
 * favourites and nearly every ballot is different where there are many options.
 */
export function rankedElection({ ballots, options }: Size): string {
  const chance = createChance(ballots + options);
  const names = Array.from({ length: options }, (_, place) => `Option ${place + 1}`);
  const lines = [`#/Candidates: ${names.join(' ; ')}`, '#/Number of Seats: 5', ''];
  for (let ballot = 0; ballot < ballots; ballot += 1) {
    const liking = names.map((name, place) => ({ name, at: place / options + chance() * 1.5 }));
    lines.push(
      liking
        .sort((one, other) => one.at - other.at)
        .map(({ name }) => name)
        .join(' > '),
    );
  }
  return `${lines.join('\n')}\n`;
}

/** A participatory budget as the text of a .pb; voters like what others like, so that many carts are the same. */
export function participatoryBudget({ ballots, options }: Size): string {
  const chance = createChance(ballots * 31 + options);
  const costs = Array.from({ length: options }, () => 1_000 * (1 + Math.floor(chance() ** 3 * 300)));
  const total = costs.reduce((sum, cost) => sum + cost, 0);
  const lines = [
    'META',
    'key;value',
    'description;generated',
    `num_projects;${options}`,
    `num_votes;${ballots}`,
    `budget;${Math.floor(total / 4)}`,
    'vote_type;approval',
    'PROJECTS',
    'project_id;cost;name',
  ];
  for (const [place, cost] of costs.entries()) lines.push(`P${place + 1};${cost};Project ${place + 1}`);
  lines.push('VOTES', 'voter_id;vote');
  for (let voter = 0; voter < ballots; voter += 1) {
    const cart = new Set<number>();
    for (let more = 1 + Math.floor(chance() * 5); more > 0; more -= 1) cart.add(1 + Math.floor(chance() ** 3 * options));
    lines.push(`${voter + 1};${[...cart].map((place) => `P${place}`).join(',')}`);
  }
  return `${lines.join('\n')}\n`;
}
