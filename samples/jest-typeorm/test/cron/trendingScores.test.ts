import { refreshTrending, trending } from '../../src/cron/trending';
import { hide } from '../../src/posts';
import { comment } from '../../src/reactions';
import { make } from '../helpers';

test('a comment is worth two votes', async () => {
  const [liked, discussed] = await make.posts('Liked', 'Discussed');
  const user = await make.user();
  await make.votes(liked.id, 2);
  await make.votes(discussed.id, 1);
  await comment(user.id, discussed.id, 'Hm.');
  await refreshTrending();
  expect(await trending(1)).toEqual(['Discussed']);
});

test('what is hidden stops trending', async () => {
  const post = await make.post();
  await make.votes(post.id, 1);
  await refreshTrending();
  await hide(post.id);
  await refreshTrending();
  expect(await trending(5)).toEqual([]);
});
