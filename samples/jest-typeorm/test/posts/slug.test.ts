import { edit, posts } from '../../src/posts';
import { make } from '../helpers';

test.each([
  ['Hello, World!', 'hello-world'],
  ['  100% SQL  ', '100-sql'],
  ['Déjà vu', 'd-j-vu'],
])('%s is %s', async (title, slug) => {
  const post = await make.post({ title });
  expect(post.slug).toBe(`${slug}-${post.number}`);
});

test('two posts of one title have two slugs', async () => {
  const [first, second] = await make.posts('Same', 'Same');
  expect(first.slug).not.toBe(second.slug);
});

test('a new title is a new slug', async () => {
  const { id, number } = await make.post({ title: 'Old' });
  await edit(id, { title: 'New' });
  expect((await posts().findOneByOrFail({ id })).slug).toBe(`new-${number}`);
});
