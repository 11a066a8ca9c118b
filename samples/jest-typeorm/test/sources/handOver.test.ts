import { MemberRole, Source, User } from '../../src/entities';
import { found, handOver, join, members, setRole } from '../../src/sources';
import { make } from '../helpers';

let source: Source, owner: User, heir: User;
beforeEach(async () => {
  [owner, heir] = await make.users(2);
  source = await found(owner.id, { handle: 'news', name: 'News' });
});
const ownerOf = async () => (await members().findOneByOrFail({ sourceId: source.id, role: MemberRole.Owner })).userId;

test('a member becomes the owner', async () => {
  await join(source.id, heir.id);
  await handOver(source.id, owner.id, heir.id);
  expect(await ownerOf()).toBe(heir.id);
});

test('who is no member does not, and the owner stays', async () => {
  await expect(handOver(source.id, owner.id, heir.id)).rejects.toThrow('That is no member.');
  expect(await ownerOf()).toBe(owner.id);
});

test('there are not two owners', async () => {
  await join(source.id, heir.id);
  await expect(setRole(source.id, heir.id, MemberRole.Owner)).rejects.toThrow('A source has one owner.');
});
