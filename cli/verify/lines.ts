import type { Inclusion } from '../../core/voting/ballot-tree.ts';
import { visible } from '../visible.ts';
import type { Facts } from './facts.ts';

/** What is not in order, a line each. */
export function differenceLines(file: string, differences: readonly { readonly at: string; readonly message: string }[]): string {
  const lines = differences.map(({ at, message }) => `  ${at === '' ? '' : `${at}: `}${message}`);
  return [`NOT IN ORDER: ${visible(file)}`, ...lines].join('\n');
}

type Shown = { readonly isKnown: boolean; readonly inclusion: Inclusion | null };

/** What was found to be true. */
export function inOrderLines(facts: Facts, { isKnown, inclusion }: Shown): string {
  const { network, vote, source, electors, ballots, verdict, winners, hash, tree, publicKey } = facts;
  const what = source === undefined ? `vote #${vote.number} of ${visible(network)}` : `an election from a ${visible(source.format)} file`;
  return [
    `In order: ${what}, ${visible(JSON.stringify(vote.question))}`,
    `  ${outcomes[verdict]}${winners.length === 0 ? '' : `, winner: ${winners.map(visible).join(', ')}`}; ${source === undefined ? `${ballots} of ${electors} voted` : `${ballots} ballots`}`,
    ...(source === undefined ? [] : ['  nobody looked at who was allowed to vote, and a terminal signed it, not an instance']),
    ...(facts.console && source === undefined ? ['  with ballots from the console, which prove no identity'] : []),
    ...(inclusion === null ? [] : inclusionLines(inclusion)),
    `  counted again from the ballots: the same; the fingerprint fits; ${tree === undefined ? '' : 'the tree of ballots fits; '}the signature fits`,
    `  fingerprint  ${hash}`,
    ...(tree === undefined ? [] : [`  tree         ${tree.root}`]),
    `  signed with  ${publicKey}${isKnown ? ', the key that you gave' : ''}`,
  ].join('\n');
}

function inclusionLines({ ballot, place, leaf, path }: Inclusion): readonly string[] {
  return [
    `  the ballot with the receipt ${visible(ballot.tag)} was counted: ${visible(JSON.stringify(ballot.choice))}`,
    `  its proof of inclusion (RFC 9162): leaf ${place} is ${leaf}`,
    ...path.map((hash) => `    with ${hash}`),
  ];
}

const outcomes = { decided: 'decided', 'no-quorum': 'no decision, too few took part', 'no-winner': 'no decision, no option won' } as const;
