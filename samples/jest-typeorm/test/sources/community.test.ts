import { close, sources } from '../../src/sources';

test('nobody closes the community', async () => {
  await close('community');
  expect(await sources().findOneByOrFail({ id: 'community' })).toMatchObject({ handle: 'community', name: 'Community picks' });
});

test('the community may be renamed, and has its old name in the next test', async () => {
  await sources().update({ id: 'community' }, { name: 'Our picks' });
  expect((await sources().findOneByOrFail({ id: 'community' })).name).toBe('Our picks');
});

test('as said', async () => {
  expect((await sources().findOneByOrFail({ id: 'community' })).name).toBe('Community picks');
});
