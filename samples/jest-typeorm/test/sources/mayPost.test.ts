import { MemberRole } from '../../src/entities';
import { join, mayPost, setRole } from '../../src/sources';
import { make } from '../helpers';

test('anybody posts in an open source', async () => {
  expect(await mayPost((await make.source()).id, (await make.user()).id)).toBe(true);
});

test('members post in a private source', async () => {
  const [source, member, other] = [await make.source({ private: true }), await make.user(), await make.user()];
  await join(source.id, member.id);
  expect(await mayPost(source.id, member.id)).toBe(true);
  expect(await mayPost(source.id, other.id)).toBe(false);
});

test('who is blocked does not post', async () => {
  const [source, user] = [await make.source(), await make.user()];
  await join(source.id, user.id);
  await setRole(source.id, user.id, MemberRole.Blocked);
  expect(await mayPost(source.id, user.id)).toBe(false);
});

test('nobody posts in a source that is not active', async () => {
  expect(await mayPost((await make.source({ active: false })).id, (await make.user()).id)).toBe(false);
});
