import { posts } from '../../src/posts';
import { bookmarks, keep } from '../../src/bookmarks';
import { make } from '../helpers';

test('a post is kept once', async () => {
  const [user, { id }] = [await make.user(), await make.post()];
  await keep(user.id, id);
  await expect(keep(user.id, id)).rejects.toThrow('You have this bookmark.');
});

test('two readers keep the same post', async () => {
  const [users, { id }] = [await make.users(2), await make.post()];
  for (const user of users) await keep(user.id, id);
  expect(await bookmarks().countBy({ postId: id })).toBe(2);
});

test('with a post go its bookmarks', async () => {
  const [user, { id }] = [await make.user(), await make.post()];
  await keep(user.id, id);
  await posts().delete({ id });
  expect(await bookmarks().count()).toBe(0);
});
