import { Comment } from '../../src/entities';
import { database } from '../../src/database';
import { posts } from '../../src/posts';
import { comment, thread } from '../../src/reactions';
import { leave } from '../../src/users';
import { make } from '../helpers';

test('with a comment go its replies', async () => {
  const [user, post] = [await make.user(), await make.post()];
  const first = await comment(user.id, post.id, 'first');
  await comment(user.id, post.id, 'reply', first.id);
  await database.getRepository(Comment).delete({ id: first.id });
  expect((await posts().findOneByOrFail({ id: post.id })).comments).toBe(0);
});

test('with an account go its comments', async () => {
  const [[stays, goes], post] = [await make.users(2), await make.post()];
  await comment(goes.id, post.id, 'gone');
  await comment(stays.id, post.id, 'stays');
  await leave(goes.id);
  expect(await thread(post.id)).toEqual(['stays']);
});
