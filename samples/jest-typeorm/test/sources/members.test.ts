import { MemberRole } from '../../src/entities';
import { join, members, setRole } from '../../src/sources';
import { make } from '../helpers';

test('nobody joins twice', async () => {
  const [source, user] = [await make.source(), await make.user()];
  await join(source.id, user.id);
  await expect(join(source.id, user.id)).rejects.toThrow('You are a member already.');
});

test('a member gets another role', async () => {
  const [source, user] = [await make.source(), await make.user()];
  await join(source.id, user.id);
  await setRole(source.id, user.id, MemberRole.Moderator);
  expect((await members().findOneByOrFail({ userId: user.id })).role).toBe('moderator');
});

test('who is no member gets no role', async () => {
  const [source, user] = [await make.source(), await make.user()];
  await expect(setRole(source.id, user.id, MemberRole.Moderator)).rejects.toThrow('That is no member.');
});
