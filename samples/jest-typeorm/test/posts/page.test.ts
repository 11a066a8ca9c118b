import { hide, page } from '../../src/posts';
import { make } from '../helpers';

const titles = (rows: { title: string }[]) => rows.map((row) => row.title);

test('pages follow each other', async () => {
  await make.posts('A', 'B', 'C', 'D', 'E');
  const first = await page(2);
  const second = await page(2, first[1].number);
  const third = await page(2, second[1].number);
  expect([first, second, third].map(titles)).toEqual([['E', 'D'], ['C', 'B'], ['A']]);
});

test('a hidden post is on no page', async () => {
  const [shown, hidden] = await make.posts('Shown', 'Hidden');
  await hide(hidden.id);
  expect(await page(5)).toEqual([{ number: shown.number, title: 'Shown' }]);
});

test('there may be nothing', async () => {
  expect(await page(5)).toEqual([]);
});
