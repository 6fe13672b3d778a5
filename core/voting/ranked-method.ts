import type { Ranks } from './formats/election.ts';
import { defineMethod } from './method.ts';
import type { Method } from './method.ts';
import { parseRanks, readRanks, showRanks, writeRanks } from './ranking-words.ts';

/** A method whose ballots are rankings: they are said, shown and checked in one way for all of them. */
export function defineRankedMethod(definition: Pick<Method<Ranks>, 'name' | 'count'>): Method<Ranks> {
  return defineMethod<Ranks>({
    ...definition,
    asks: 'ranks',
    read: readRanks,
    write: writeRanks,
    show: showRanks,
    parse: parseRanks,
  });
}
