import { PostType } from '../../src/entities';
import { posts } from '../../src/posts';
import { make } from '../helpers';

test.each([PostType.Article, PostType.Question, PostType.Note])('%s stands alone', async (type) => {
  expect((await make.post({ type })).type).toBe(type);
});

test('posts are found by type', async () => {
  await make.post({ type: PostType.Question, title: 'Why?' });
  await make.post({ type: PostType.Note });
  expect(await posts().findBy({ type: PostType.Question })).toMatchObject([{ title: 'Why?' }]);
});
