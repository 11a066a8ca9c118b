import { posts } from '../../src/posts';
import { close, members, join } from '../../src/sources';
import { make } from '../helpers';

test('posts of a closed source belong to the community', async () => {
  const source = await make.source();
  const post = await make.post({ sourceId: source.id });
  await close(source.id);
  expect((await posts().findOneByOrFail({ id: post.id })).sourceId).toBe('community');
});

test('a closed source has no members', async () => {
  const [source, user] = [await make.source(), await make.user()];
  await join(source.id, user.id);
  await close(source.id);
  expect(await members().count()).toBe(0);
});
