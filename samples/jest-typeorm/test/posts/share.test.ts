import { PostType } from '../../src/entities';
import { posts, share } from '../../src/posts';
import { make } from '../helpers';

test('a share names the post that it shares', async () => {
  const [post, user] = [await make.post(), await make.user()];
  expect(await share(post.id, user.id, 'Look')).toMatchObject({ type: PostType.Share, sharedPostId: post.id });
});

test('a share of nothing is refused', async () => {
  await expect(make.post({ type: PostType.Share })).rejects.toThrow('A share needs a post.');
});

test('with a post go its shares', async () => {
  const post = await make.post();
  await share((await share(post.id, 'ghost', 'One')).id, 'ghost', 'Two');
  await posts().delete({ id: post.id });
  expect(await posts().count()).toBe(0);
});
