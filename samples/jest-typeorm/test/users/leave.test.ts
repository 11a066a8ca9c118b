import { posts } from '../../src/posts';
import { leave, settings, users } from '../../src/users';
import { make } from '../helpers';

test('an account that leaves is gone, with its settings', async () => {
  const { id } = await make.user();
  await leave(id);
  expect(await users().existsBy({ id })).toBe(false);
  expect(await settings().existsBy({ userId: id })).toBe(false);
});

test('its posts go to the ghost', async () => {
  const { id } = await make.user();
  const post = await make.post({ authorId: id });
  await leave(id);
  expect((await posts().findOneByOrFail({ id: post.id })).authorId).toBe('ghost');
});
