import { posts } from '../../src/posts';
import { vote } from '../../src/reactions';
import { make } from '../helpers';

test('votes that come at once all count', async () => {
  const [voters, { id }] = [await make.users(8), await make.post()];
  for (const half of [voters.slice(0, 4), voters.slice(4)]) await Promise.all(half.map((voter) => vote(voter.id, id, 1)));
  await vote(voters[0].id, id, 1);
  expect((await posts().findOneByOrFail({ id })).upvotes).toBe(8);
});

test('a vote for a post that is gone is refused', async () => {
  const [user, { id }] = [await make.user(), await make.post()];
  await posts().delete({ id });
  await expect(vote(user.id, id, 1)).rejects.toThrow(/foreign key/);
});
