import { refreshTrending, trending } from '../../src/cron/trending';
import { make } from '../helpers';

test('nothing is trending before it is worked out', async () => {
  await make.votes((await make.post()).id, 2);
  expect(await trending(5)).toEqual([]);
});

test('the best are trending, and what is disliked is not', async () => {
  const [good, better, bad] = await make.posts('Good', 'Better', 'Bad');
  await make.votes(good.id, 1);
  await make.votes(better.id, 2);
  await make.votes(bad.id, 1, 2);
  await refreshTrending();
  expect(await trending(5)).toEqual(['Better', 'Good']);
});
