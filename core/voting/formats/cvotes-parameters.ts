import { mostOptions } from './election.ts';
import { malformed, quoted } from './fault.ts';
import type { Remarks } from './fault.ts';
import { readWhole } from '../../exact/decimal.ts';

/** What stands before the ballots; what is left out has the format's default. */
export type CvotesParameters = { candidates?: readonly string[]; seats?: number; implicit?: boolean; weights?: boolean };

type Place = { readonly line: number; readonly parameters: CvotesParameters; readonly remarks: Remarks };

/** Reads `#/Name: value` into the parameters. Names have no case. One that this release does not know is passed over with a remark. */
export function readCvotesParameter(text: string, { line, parameters, remarks }: Place): void {
  const colon = text.indexOf(':');
  if (colon < 0) throw malformed({ line, column: text.length + 1 }, 'the end of the line', 'a colon after the name of the parameter');
  const name = text.slice(2, colon);
  if (name !== name.trimEnd()) throw malformed({ line, column: colon }, 'a space before the colon', 'the colon right after the name');
  const raw = text.slice(colon + 1);
  const comment = raw.indexOf('#');
  if (comment >= 0) throw malformed({ line, column: colon + 2 + comment }, '#', 'no comment on the line of a parameter');
  const value = raw.trim();
  const column = colon + 2 + (raw.length - raw.trimStart().length);
  const once = (key: keyof CvotesParameters) => {
    if (parameters[key] !== undefined) throw malformed({ line, column: 3 }, `${quoted(name)} for the second time`, 'each parameter once');
  };
  switch (name.trim().toLowerCase()) {
    case 'candidates':
      once('candidates');
      parameters.candidates = readCandidates(raw, { line, column: colon + 2 });
      return;
    case 'number of seats':
    case 'number of seat':
      once('seats');
      parameters.seats = readSeats(value, { line, column });
      return;
    case 'implicit ranking':
      once('implicit');
      parameters.implicit = readBoolean(value, { line, column });
      return;
    case 'weight allowed':
      once('weights');
      parameters.weights = readBoolean(value, { line, column });
      return;
    default:
      remarks.note(`line ${line}: the parameter ${quoted(name.trim())} is not known here and changes nothing.`);
  }
}

type Spot = { readonly line: number; readonly column: number };

function readCandidates(list: string, { line, column }: Spot): readonly string[] {
  const names = new Set<string>();
  const parts = list.split(';');
  let at = column;
  for (const [place, part] of parts.entries()) {
    const name = part.trim();
    const spot = { line, column: at + (part.length - part.trimStart().length) };
    at += part.length + 1;
    if (name === '' && place === parts.length - 1 && place > 0) continue;
    if (name === '') throw malformed(spot, 'nothing', 'a name on each side of a semicolon');
    const [reserved] = /[<>=*^|]/u.exec(name) ?? [];
    if (reserved !== undefined) throw malformed(spot, quoted(name), `a candidate's name, which has no ${reserved} in it`);
    if (names.has(name)) throw malformed(spot, `${quoted(name)} for the second time`, 'each candidate once');
    if (names.size >= mostOptions) throw malformed(spot, `candidate ${names.size + 1}`, `at most ${mostOptions}`);
    names.add(name);
  }
  return [...names];
}

function readSeats(text: string, spot: Spot): number {
  const seats = readWhole(text);
  if (seats === null || seats < 1n || seats > 1_000_000n) throw malformed(spot, quoted(text), 'a whole number from 1 to 1000000');
  return Number(seats);
}

function readBoolean(text: string, spot: Spot): boolean {
  const word = text.toLowerCase();
  if (word !== 'true' && word !== 'false') throw malformed(spot, quoted(text), 'true or false');
  return word === 'true';
}
