import { describe, expect, it } from 'vitest';
import { NetworkId, VoteId } from '../../../core/ids.ts';
import type { Vote } from '../../../core/ports/votes.ts';
import { castActions } from '../../../core/voting/announcement.ts';

const vote = (method: string, options: readonly string[]): Vote => ({
  id: VoteId.parse('00000000-0000-4000-8000-000000000001'),
  network: NetworkId.parse('00000000-0000-4000-8000-000000000002'),
  number: 3,
  question: 'Which name?',
  options,
  method,
  rules: { charterVersion: 1, quorum: '0/1', threshold: '0/1', steer: 'opener' },
  purpose: null,
  status: 'open',
  openedBy: null,
  openedAt: new Date(0),
  closesAt: new Date(86_400_000),
  bundle: null,
});
const names = (count: number): string[] => Array.from({ length: count }, (_, place) => `Name ${place + 1}`);

describe('how one votes without typing', () => {
  it('is a button for each of a few options, else a list, where a ballot is one option', () => {
    expect(castActions(vote('single', ['2', 'Red']))).toMatchObject([
      { kind: 'button', label: { text: '2' }, say: 'vote cast 3 1' },
      { kind: 'button', label: { text: 'Red' }, say: 'vote cast 3 #2' },
    ]);
    expect(castActions(vote('single', names(5)))).toHaveLength(5);
    expect(castActions(vote('single', names(6)))).toMatchObject([
      { kind: 'select', options: names(6).map((text) => ({ label: { text } })) },
    ]);
  });

  it('is one list to tick where a ballot is several, by signs that no name can be taken for', () => {
    const address = (words: string): string => `${words} --network Bakers`;
    expect(castActions(vote('approval', ['1,2', 'Red']), address)).toMatchObject([
      { kind: 'several', say: 'vote cast 3 … --network Bakers', options: [{ word: '#1' }, { word: '#2' }] },
    ]);
  });

  it('is a form where one list does not hold them, or where nobody knows how the method is ticked', () => {
    const form = [{ kind: 'form', command: 'vote cast', answers: { number: '3' }, opens: 'on-click' }];
    expect(castActions(vote('approval', names(25)))).toMatchObject([{ kind: 'several' }]);
    expect(castActions(vote('approval', names(26)))).toEqual(form);
    expect(castActions(vote('ranked', names(3)))).toEqual(form);
  });
});
