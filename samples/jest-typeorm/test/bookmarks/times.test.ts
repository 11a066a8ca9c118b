import { bookmarks, keep, remind } from '../../src/bookmarks';
import { make } from '../helpers';

test('a time comes back as it went in', async () => {
  const [user, post] = [await make.user(), await make.post()];
  const time = new Date('2031-05-06T07:08:09.123+05:30');
  await keep(user.id, post.id);
  await remind(user.id, post.id, time);
  expect((await bookmarks().findOneByOrFail({ userId: user.id })).remindAt).toEqual(time);
});

test('the latest bookmarks come first', async () => {
  const user = await make.user();
  for (const post of await make.posts('Old', 'New')) await keep(user.id, post.id);
  const [latest, earlier] = await bookmarks().find({ order: { createdAt: 'DESC' } });
  expect(latest.createdAt.getTime()).toBeGreaterThanOrEqual(earlier.createdAt.getTime());
});
