import { page } from '../../src/posts';
import { sources } from '../../src/sources';
import { make } from '../helpers';

test('posts of a source that becomes private are for members', async () => {
  const source = await make.source();
  await make.post({ sourceId: source.id });
  await sources().update({ id: source.id }, { private: true });
  expect(await page(5)).toEqual([]);
});

test('posts of a source that is not active are not shown', async () => {
  const source = await make.source();
  await make.post({ sourceId: source.id });
  await make.post({ title: 'Still here' });
  await sources().update({ id: source.id }, { active: false });
  expect(await page(5)).toMatchObject([{ title: 'Still here' }]);
});
