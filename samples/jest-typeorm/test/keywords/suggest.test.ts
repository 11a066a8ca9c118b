import { suggest, tag } from '../../src/keywords';
import { make } from '../helpers';

test('the most used comes first', async () => {
  const { id } = await make.post();
  await tag(id, 'postgresql');
  expect(await suggest('')).toEqual(['postgresql', 'javascript', 'testing']);
});

test.each([
  ['j', ['javascript']],
  ['lot', []],
  ['postgres', ['postgresql']],
])('%s suggests %j', async (prefix, words) => {
  expect(await suggest(prefix)).toEqual(words);
});
