import { follow, followersOf, unfollow } from '../../src/users';
import { make } from '../helpers';

test('followers are listed by name', async () => {
  const star = await make.user();
  const zoe = await make.user({ username: 'zoe' });
  const ben = await make.user({ username: 'ben' });
  await follow(zoe.id, star.id);
  await follow(ben.id, star.id);
  expect(await followersOf(star.id)).toEqual(['ben', 'zoe']);
});

test('to follow twice is to follow once', async () => {
  const [fan, star] = await make.users(2);
  await follow(fan.id, star.id);
  await follow(fan.id, star.id);
  expect(await followersOf(star.id)).toHaveLength(1);
});

test('nobody follows themselves', async () => {
  const { id } = await make.user();
  await expect(follow(id, id)).rejects.toThrow('You cannot follow yourself.');
});

test('a follower may go', async () => {
  const [fan, star] = await make.users(2);
  await follow(fan.id, star.id);
  await unfollow(fan.id, star.id);
  expect(await followersOf(star.id)).toEqual([]);
});
