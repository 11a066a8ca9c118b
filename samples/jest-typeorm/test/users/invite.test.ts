import { Invite } from '../../src/entities';
import { accept, invite } from '../../src/users';
import { database } from '../../src/database';
import { make } from '../helpers';

const used = async (token: string) => (await database.getRepository(Invite).findOneByOrFail({ token })).usedById;

test('an invitation is accepted once', async () => {
  const [host, guest, late] = await make.users(3);
  const { token } = await invite(host.id);
  await accept(token, guest.id);
  expect(await used(token)).toBe(guest.id);
  await expect(accept(token, late.id)).rejects.toThrow('This invitation is not valid.');
});

test('a guest accepts one invitation', async () => {
  const [host, guest] = await make.users(2);
  await accept((await invite(host.id)).token, guest.id);
  await expect(accept((await invite(host.id)).token, guest.id)).rejects.toThrow('You have used an invitation.');
});

test('nobody invites themselves', async () => {
  const host = await make.user();
  await expect(accept((await invite(host.id)).token, host.id)).rejects.toThrow('Invitations are for others.');
});
