import type { Charter, Share } from '../../../core/charter/charter.ts';
import { say } from '../../../core/text/text.ts';
import type { Sentence } from '../../../core/text/text.ts';
import { durationWords } from '../../conversation/duration-words.ts';

/** A charter in words, one rule per sentence: what whoever joins should know. */
export function charterWords({ admission, quorum, threshold, votes, tiers, spaces, change }: Charter): readonly Sentence[] {
  return [
    admissionWords(admission),
    votes.open === 'members' ? say('networks.charter-open-members') : say('networks.charter-open-nobody'),
    ...(tiers.opening === 0 ? [] : [say('networks.charter-opening-tier', { tier: tiers.opening })]),
    ...(tiers.votes === 0 ? [] : [say('networks.charter-votes-tier', { tier: tiers.votes })]),
    steerWords(votes.steer),
    say('networks.charter-votes', { method: votes.method, duration: durationWords(votes.duration) }),
    say('networks.charter-reminders', { reminders: votes.reminders }),
    asksNothing(quorum)
      ? say('networks.charter-no-quorum')
      : say('networks.charter-quorum', { share: quorum, active: durationWords(votes.activeWithin) }),
    asksNothing(threshold) ? say('networks.charter-no-threshold') : say('networks.charter-threshold', { share: threshold }),
    ...(votes.runoff === 'never' ? [] : [say('networks.charter-runoff')]),
    say('networks.charter-change', { share: change.threshold }),
    say('networks.charter-exclusion', { share: admission.exclusion }),
    spaces === 'members' ? say('networks.charter-spaces-members') : say('networks.charter-spaces-nobody'),
  ];
}

function admissionWords({ by, vouches }: Charter['admission']): Sentence {
  switch (by) {
    case 'open':
      return say('networks.charter-admission-open');
    case 'vouched':
      return say('networks.charter-admission-vouched', { vouches });
    case 'voted':
      return say('networks.charter-admission-voted');
    default:
      return by satisfies never;
  }
}

function steerWords(steer: Charter['votes']['steer']): Sentence {
  switch (steer) {
    case 'opener':
      return say('networks.charter-steer-opener');
    case 'members':
      return say('networks.charter-steer-members');
    case 'nobody':
      return say('networks.charter-steer-nobody');
    default:
      return steer satisfies never;
  }
}

/** How a charter has texts hidden, with all of its numbers. */
export function moderationWords(rules: Charter['moderation']): readonly Sentence[] {
  const { reports, reportsADay, jury, agree, answerWithin, replacements, fallback, settledFor } = rules;
  return [
    say('networks.charter-reports', { reports, jury, most: reportsADay }),
    say('networks.charter-jury', { share: agree, within: durationWords(answerWithin), replacements }),
    say(fallback === 'shown' ? 'networks.charter-jury-silent-shown' : 'networks.charter-jury-silent-hidden'),
    ...(settledFor === 0 ? [] : [say('networks.charter-settled', { duration: durationWords(settledFor) })]),
  ];
}

const asksNothing = (share: Share): boolean => share.startsWith('0/');
