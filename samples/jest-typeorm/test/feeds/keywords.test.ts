import { makeFeed, read, wantKeyword } from '../../src/feeds';
import { tag } from '../../src/keywords';
import { make } from '../helpers';

test('a feed shows posts with its keywords', async () => {
  const [sql, js] = await make.posts('SQL', 'JS', 'Neither');
  await tag(sql.id, 'postgres');
  await tag(js.id, 'js');
  const { id } = await makeFeed((await make.user()).id);
  await wantKeyword(id, 'postgresql');
  expect(await read(id)).toEqual(['SQL']);
});

test('a feed without wishes shows everything', async () => {
  await make.posts('A', 'B');
  expect(await read((await makeFeed((await make.user()).id)).id)).toEqual(['A', 'B']);
});
