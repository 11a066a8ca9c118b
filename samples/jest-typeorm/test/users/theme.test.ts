import { Theme } from '../../src/entities';
import { settings } from '../../src/users';
import { make } from '../helpers';

test.each(Object.values(Theme))('%s is a theme', async (theme) => {
  const { id } = await make.user();
  await settings().update({ userId: id }, { theme });
  expect((await settings().findOneByOrFail({ userId: id })).theme).toBe(theme);
});

test('pink is none', async () => {
  const { id } = await make.user();
  await expect(settings().update({ userId: id }, { theme: 'pink' as Theme })).rejects.toThrow(/invalid input value for enum .*theme: "pink"/);
});
