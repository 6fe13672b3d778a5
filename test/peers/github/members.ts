import type { Members } from './messages.ts';

/** An answer of the peer with the members that GitHub always gives and the peer leaves out, by what it looks like. */
export function filled(given: Members): Members {
  if ('repository_selection' in given && 'target_type' in given) return { ...given, account: village, target_id: village.id };
  if ('installations_count' in given) return { ...given, owner: village };
  if ('annotations_count' in given) return { ...given, annotations_url: 'https://api.github.example/annotations' };
  if ('allow_rebase_merge' in given) return { ...given, network_count: given['forks_count'], subscribers_count: given['watchers_count'] };
  if ('pull_request_review_id' in given) {
    const { position: _, original_position: __, in_reply_to_id: reply, ...rest } = given;
    const links = { self: { href: given['url'] }, html: { href: given['html_url'] }, pull_request: { href: given['pull_request_url'] } };
    return { ...rest, ...(reply === null ? {} : { in_reply_to_id: reply }), _links: links };
  }
  return given;
}

/** Whose everything is, as GitHub shows an account beside other things. */
const at = 'https://api.github.example/users/village';
export const village = {
  login: 'village',
  id: 3,
  node_id: 'MDpVc2VyMw',
  avatar_url: 'https://github.example/avatars/u/village',
  gravatar_id: '',
  url: at,
  html_url: 'https://github.example/village',
  followers_url: `${at}/followers`,
  following_url: `${at}/following{/other_user}`,
  gists_url: `${at}/gists{/gist_id}`,
  starred_url: `${at}/starred{/owner}{/repo}`,
  subscriptions_url: `${at}/subscriptions`,
  organizations_url: `${at}/orgs`,
  repos_url: `${at}/repos`,
  events_url: `${at}/events{/privacy}`,
  received_events_url: `${at}/received_events`,
  type: 'User',
  site_admin: false,
};
