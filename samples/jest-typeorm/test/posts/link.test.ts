import { edit } from '../../src/posts';
import { make } from '../helpers';

const url = 'https://readers.example/1';

test('a link is posted once', async () => {
  await make.post({ url });
  await expect(make.post({ url })).rejects.toThrow('Somebody has posted this link.');
});

test('posts without a link do not mind each other', async () => {
  await make.posts('One', 'Two');
  await expect(make.post()).resolves.toMatchObject({ url: null });
});

test('a post does not take the link of another', async () => {
  await make.post({ url });
  const { id } = await make.post();
  await expect(edit(id, { url })).rejects.toThrow('Somebody has posted this link.');
});
