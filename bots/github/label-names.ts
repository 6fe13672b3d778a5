import type { Status } from '../../core/text/text.ts';

/** "coop/vote": an issue that is to become one; ours that are one. */
export function thingLabel(thing: string): string {
  return `coop/${thing}`;
}

/** "coop/vote/open" */
export function stateLabel(thing: string, state: Status['state']): string {
  return `coop/${thing}/${state}`;
}

/** "coop/vote" -> "vote"; null for other labels, those of a state among them. */
export function thingIn(label: string): string | null {
  return /^coop\/([a-z]{1,30})$/.exec(label)?.[1] ?? null;
}

/** Whether a label says how a thing of ours stands. */
export function isStateLabel(label: string): boolean {
  const [first, thing = '', state = '', ...more] = label.split('/');
  return first === 'coop' && /^[a-z]{1,30}$/.test(thing) && Object.hasOwn(stateColors, state) && more.length === 0;
}

/** As GitHub colours what is open, done, closed and refused. Six hexadecimal digits. */
export const stateColors = {
  open: '1a7f37',
  counting: 'bf8700',
  passed: '8250df',
  decided: '8250df',
  rejected: 'cf222e',
  undecided: '6e7781',
  cancelled: '6e7781',
} as const satisfies Readonly<Record<Status['state'], string>>;

export const thingColor = '0969da';
