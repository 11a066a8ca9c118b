import { found, sources } from '../../src/sources';
import { make } from '../helpers';

test('a handle belongs to one source, however it is written', async () => {
  await make.source({ handle: 'news' });
  const { id } = await make.user();
  await expect(found(id, { handle: 'News', name: 'Other news' })).rejects.toThrow('This handle is taken.');
});

test('the handle of the community is taken', async () => {
  const { id } = await make.user();
  await expect(found(id, { handle: 'community', name: 'Mine' })).rejects.toThrow('This handle is taken.');
});

test('handles that differ are both free', async () => {
  await make.source({ handle: 'news' });
  await make.source({ handle: 'news2' });
  expect(await sources().count()).toBe(3);
});
