import { findByPrefix } from '../../src/users';
import { make } from '../helpers';

beforeEach(async () => {
  for (const username of ['Anna', 'anton', 'berta']) await make.user({ username });
});

test.each([
  ['an', ['Anna', 'anton']],
  ['AN', ['Anna', 'anton']],
  ['b', ['berta']],
  ['x', []],
])('%s finds %j', async (prefix, names) => {
  expect(await findByPrefix(prefix)).toEqual(names);
});
