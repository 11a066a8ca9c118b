import { MemberRole } from '../../src/entities';
import { found, members, sources } from '../../src/sources';
import { make } from '../helpers';

test('who founds a source owns it', async () => {
  const user = await make.user();
  const { id } = await found(user.id, { handle: 'news', name: 'News' });
  expect(await members().find()).toEqual([{ sourceId: id, userId: user.id, role: MemberRole.Owner }]);
});

test('a source without a founder is not made', async () => {
  await expect(found('nobody', { handle: 'news', name: 'News' })).rejects.toThrow(/foreign key/);
  expect(await sources().existsBy({ handle: 'news' })).toBe(false);
});
