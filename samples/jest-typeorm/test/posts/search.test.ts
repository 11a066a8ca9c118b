import { edit, search } from '../../src/posts';
import { make } from '../helpers';

test('words are found in any form', async () => {
  await make.post({ title: 'Testing databases' });
  expect(await search('tested database')).toEqual(['Testing databases']);
});

test('a title counts more than a body', async () => {
  await make.post({ title: 'Cooking', body: 'with lanes' });
  await make.post({ title: 'Lanes', body: 'and cooks' });
  expect(await search('lane')).toEqual(['Lanes', 'Cooking']);
});

test('phrases and exclusions are understood', async () => {
  await make.posts('red fast car', 'fast red car', 'red bus');
  expect(await search('"red fast"')).toEqual(['red fast car']);
  expect(await search('red -car')).toEqual(['red bus']);
});

test('an edited post is found by its new words only', async () => {
  const { id } = await make.post({ title: 'Apples' });
  await edit(id, { title: 'Pears' });
  expect([await search('apples'), await search('pears')]).toEqual([[], ['Pears']]);
});
