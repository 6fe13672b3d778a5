import { findInstances } from '../../main/instances.ts';
import type { FoundInstance } from '../../main/instances.ts';
import { roles as everyRole } from '../../main/roles.ts';
import { missing, ok } from './examination.ts';
import type { Examination } from './examination.ts';

/** The processes over this data folder. */
export const instances: Examination = {
  area: 'instance',
  examine: async ({ home }) => {
    const found = await findInstances(home);
    const running = found.filter(({ runs }) => runs);
    const killed = found.filter(({ runs }) => !runs).map((each) => describeKilled(each, running.length > 0));
    if (running.length === 0) return [...killed, missing('no instance runs over this data folder', 'npm start starts one')];
    const lacking = everyRole.filter((role) => !running.some(({ roles }) => roles.includes(role)));
    return [
      ...running.map(describe),
      ...killed,
      ...(lacking.length === 0
        ? []
        : [missing(`nobody here takes the roles ${lacking.join(', ')}`, 'fine if another machine does; else: npx coop start --roles')]),
    ];
  },
};

function describe({ pid, roles, url }: FoundInstance) {
  const all = roles.length === everyRole.length ? 'all roles' : `the roles ${roles.join(', ')}`;
  return ok(`process ${pid} runs with ${all}${url === null ? '' : `, at ${url}`}`);
}

function describeKilled({ pid, roles }: FoundInstance, isReplaced: boolean) {
  const what = `process ${pid} (${roles.join(', ')}) ended without a word: it was killed, or the machine was`;
  return isReplaced
    ? ok(`${what}; another one has taken over`)
    : missing(
        what,
        'npm start goes on where it stopped: what was acknowledged is kept, open votes go on, and what was said meanwhile is read back',
      );
}
