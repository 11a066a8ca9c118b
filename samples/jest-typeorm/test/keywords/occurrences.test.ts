import { keywords, tag, untag } from '../../src/keywords';
import { posts } from '../../src/posts';
import { make } from '../helpers';

const occurrences = async (value: string) => (await keywords().findOneByOrFail({ value })).occurrences;

test('each post counts', async () => {
  const [first, second] = await make.posts('One', 'Two');
  await tag(first.id, 'testing');
  await tag(second.id, 'testing');
  expect(await occurrences('testing')).toBe(2);
});

test('a synonym counts for its word', async () => {
  await tag((await make.post()).id, 'js');
  expect([await occurrences('javascript'), await occurrences('js')]).toEqual([1, 0]);
});

test('what is taken away does not count', async () => {
  const [first, second] = await make.posts('One', 'Two');
  for (const { id } of [first, second]) await tag(id, 'testing');
  await untag(first.id, 'testing');
  await posts().delete({ id: second.id });
  expect(await occurrences('testing')).toBe(0);
});
