import { Charter, defaultCharter } from './charter.ts';

const day = 86_400_000;

/** Charters to start from, each with a kind of network in mind. What they leave out is as in every charter. */
const templates = {
  /** A few people who know each other: they vouch for newcomers, most take part in every vote, all steer it. */
  circle: Charter.parse({
    admission: { by: 'vouched', vouches: 2 },
    quorum: '1/2',
    threshold: '1/2',
    votes: { steer: 'members', duration: 2 * day },
  }),
  /** Many people who decide formally: they vote on newcomers, a quarter must take part, and no vote is ended early. */
  assembly: Charter.parse({
    admission: { by: 'voted' },
    quorum: '1/4',
    threshold: '1/2',
    votes: { steer: 'nobody', duration: 7 * day },
  }),
  /** A project that anyone may join, and that looks for what most can live with. */
  'open-source': Charter.parse({ votes: { method: 'approval', duration: 5 * day } }),
} as const satisfies Record<string, Charter>;

export type TemplateName = keyof typeof templates;

/** What a founder chose, over the defaults. */
export function charterFrom(chosen: { template: TemplateName | undefined; admission: Charter['admission']['by'] | undefined }): Charter {
  const { template, admission } = chosen;
  const base = template === undefined ? defaultCharter : templates[template];
  return admission === undefined ? base : { ...base, admission: { ...base.admission, by: admission } };
}
