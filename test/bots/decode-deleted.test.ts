import { describe, expect, it } from 'vitest';
import { decodeDeleted as decodeGithub } from '../../bots/github/decode-deleted.ts';
import { decodeDeleted as decodeMatrix } from '../../bots/matrix/decode-deleted.ts';
import { readEvents } from '../../bots/matrix/events.ts';
import { decodeDeleted as decodeSlack } from '../../bots/slack/decode-deleted.ts';

describe('Slack', () => {
  const deliver = (event: object) =>
    decodeSlack({ type: 'event_callback', event: { type: 'message', channel: 'C1', channel_type: 'channel', ts: '3.0', ...event } }, 'T1');
  const gone = { platform: 'slack', installation: 'T1', place: 'C1', messages: ['1.0'] };

  it.each([
    ['a message that was deleted', { subtype: 'message_deleted', deleted_ts: '1.0' }, gone],
    ['one that others replied to', { subtype: 'message_changed', message: { subtype: 'tombstone', ts: '1.0' } }, gone],
    ['one that was edited', { subtype: 'message_changed', message: { ts: '1.0', text: 'new' } }, null],
    ['one of a direct conversation', { subtype: 'message_deleted', deleted_ts: '1.0', channel_type: 'im' }, null],
    ['a message that was said', { text: 'hello' }, null],
  ])('%s', (_, event, expected) => expect(deliver(event)).toEqual(expected));
});

describe('Matrix', () => {
  const redacted = (more: object) => {
    const [read] = readEvents([{ event_id: '$2', sender: '@mod:x', type: 'm.room.redaction', origin_server_ts: 1, content: {}, ...more }]);
    return read === undefined ? undefined : decodeMatrix('!r', read.event, '@coop:x');
  };
  const gone = { platform: 'matrix', installation: '', place: '!r', messages: ['$1'] };

  it.each([
    ['a redaction as room versions to 10 have it', { redacts: '$1' }, gone],
    ['one as version 11 has it', { content: { redacts: '$1', reason: 'no' } }, gone],
    ['what we take back ourselves', { redacts: '$1', sender: '@coop:x' }, null],
    ['one without a target', {}, null],
    ['another event', { type: 'm.reaction', content: { redacts: '$1' } }, null],
  ])('%s', (_, event, expected) => expect(redacted(event)).toEqual(expected));
});

describe('GitHub', () => {
  const user = (login: string) => ({ id: 5, login, type: 'User' });
  const text = {
    id: 345,
    node_id: 'DC_9',
    user: user('cooperatus[bot]'),
    created_at: '2026-11-26T10:00:00Z',
    updated_at: '2026-11-26T10:00:00Z',
  };
  const issue = { ...text, id: 9, number: 12 };
  const deliver = (name: string, payload: object, sender = 'mia') =>
    decodeGithub(
      { name, payload: { action: 'deleted', repository: { id: 7, full_name: 'v/b' }, sender: user(sender), ...payload } },
      { login: 'cooperatus[bot]' },
    );
  const gone = (message: string) => ({ platform: 'github', installation: '', place: '7', messages: [message] });

  it.each([
    ['a comment on an issue', 'issue_comment', { issue, comment: text }, gone('issue/12/comment/345')],
    ['a comment on a pull request', 'issue_comment', { issue: { ...issue, pull_request: {} }, comment: text }, gone('pull/12/comment/345')],
    ['an issue', 'issues', { issue }, gone('issue/12')],
    ['an issue that was moved', 'issues', { action: 'transferred', issue }, gone('issue/12')],
    ['a discussion', 'discussion', { discussion: issue }, gone('discussion/12')],
    ['a comment of one', 'discussion_comment', { discussion: issue, comment: text }, gone('discussion/12/discussion-comment/DC_9')],
    ['a comment that was edited', 'issue_comment', { action: 'edited', issue, comment: text }, null],
    ['another event', 'push', {}, null],
  ])('%s', (_, name, payload, expected) => expect(deliver(name, payload)).toEqual(expected));

  it('leaves alone what we delete ourselves', () => {
    expect(deliver('issue_comment', { issue, comment: text }, 'cooperatus[bot]')).toBeNull();
  });
});
