import { PostType } from '../../src/entities';
import { publish } from '../../src/posts';
import { make } from '../helpers';

test('a post belongs to its author and to the community', async () => {
  const { id } = await make.user();
  expect(await publish({ title: 'Hello', authorId: id })).toMatchObject({ authorId: id, sourceId: 'community', type: PostType.Article, visible: true });
});

test('a post begins without reactions', async () => {
  expect(await make.post()).toMatchObject({ upvotes: 0, downvotes: 0, comments: 0 });
});

test('who may not post in a source, does not', async () => {
  const source = await make.source({ private: true });
  await expect(make.post({ sourceId: source.id })).rejects.toThrow('You may not post here.');
});
