import { posts } from '../../src/posts';
import { vote, withdraw } from '../../src/reactions';
import { leave } from '../../src/users';
import { make } from '../helpers';

test('a vote is withdrawn', async () => {
  const [user, { id }] = [await make.user(), await make.post()];
  await vote(user.id, id, 1);
  await withdraw(user.id, id);
  expect((await posts().findOneByOrFail({ id })).upvotes).toBe(0);
});

test('with an account go its votes', async () => {
  const [user, { id }] = [await make.user(), await make.post()];
  await vote(user.id, id, -1);
  await leave(user.id);
  expect((await posts().findOneByOrFail({ id })).downvotes).toBe(0);
});
