import { Vote } from '../../src/entities';
import { database } from '../../src/database';
import { posts } from '../../src/posts';
import { vote } from '../../src/reactions';
import { make } from '../helpers';

test('a second vote replaces the first', async () => {
  const [user, { id }] = [await make.user(), await make.post()];
  await vote(user.id, id, 1);
  await vote(user.id, id, -1);
  expect(await posts().findOneByOrFail({ id })).toMatchObject({ upvotes: 0, downvotes: 1 });
});

test('the same vote again changes nothing', async () => {
  const [user, { id }] = [await make.user(), await make.post()];
  await vote(user.id, id, 1);
  await vote(user.id, id, 1);
  expect(await database.getRepository(Vote).count()).toBe(1);
  expect((await posts().findOneByOrFail({ id })).upvotes).toBe(1);
});

test('a vote is up or down', async () => {
  const [user, { id }] = [await make.user(), await make.post()];
  await expect(vote(user.id, id, 5 as 1)).rejects.toThrow('A vote is up or down.');
});
