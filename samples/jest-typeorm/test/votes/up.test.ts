import { posts } from '../../src/posts';
import { make } from '../helpers';

test('votes are counted at the post', async () => {
  const { id } = await make.post();
  await make.votes(id, 3, 1);
  expect(await posts().findOneByOrFail({ id })).toMatchObject({ upvotes: 3, downvotes: 1 });
});

test('votes for one post are none for another', async () => {
  const [liked, other] = await make.posts('Liked', 'Other');
  await make.votes(liked.id, 2);
  expect((await posts().findOneByOrFail({ id: other.id })).upvotes).toBe(0);
});
