import { keywordsOf, tag, untag } from '../../src/keywords';
import { make } from '../helpers';

test('a post has its keywords in order', async () => {
  const { id } = await make.post();
  await tag(id, 'testing', 'javascript');
  expect(await keywordsOf(id)).toEqual(['javascript', 'testing']);
});

test('a keyword twice is a keyword once', async () => {
  const { id } = await make.post();
  await tag(id, 'testing', 'testing');
  expect(await keywordsOf(id)).toEqual(['testing']);
});

test('a keyword is taken away', async () => {
  const { id } = await make.post();
  await tag(id, 'testing', 'javascript');
  await untag(id, 'testing');
  expect(await keywordsOf(id)).toEqual(['javascript']);
});
