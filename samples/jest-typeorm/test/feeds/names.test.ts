import { feeds, makeFeed } from '../../src/feeds';
import { leave } from '../../src/users';
import { make } from '../helpers';

test('a feed has a name anyway', async () => {
  const { id } = await makeFeed((await make.user()).id);
  expect((await feeds().findOneByOrFail({ id })).name).toBe('My feed');
});

test('a reader has one feed of a name', async () => {
  const { id } = await make.user();
  await makeFeed(id, 'Work');
  await expect(makeFeed(id, 'work')).rejects.toThrow('You have a feed of this name.');
});

test('with an account go its feeds', async () => {
  const { id } = await make.user();
  await makeFeed(id);
  await leave(id);
  expect(await feeds().count()).toBe(0);
});
