import { keywordsOf, keywords, respell, tag } from '../../src/keywords';
import { make } from '../helpers';

test('posts follow a word to its new spelling', async () => {
  const { id } = await make.post();
  await tag(id, 'testing');
  await respell('testing', 'tests');
  expect(await keywordsOf(id)).toEqual(['tests']);
});

test('synonyms follow, too', async () => {
  await respell('javascript', 'ecmascript');
  expect((await keywords().findOneByOrFail({ value: 'js' })).synonymOf).toBe('ecmascript');
});
