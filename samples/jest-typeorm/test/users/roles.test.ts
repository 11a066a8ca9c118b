import { database } from '../../src/database';
import { User, UserRole } from '../../src/entities';
import { promote, users } from '../../src/users';
import { make } from '../helpers';

let admin: User;
beforeEach(async () => {
  admin = await make.user({ role: UserRole.Admin });
});

test('an admin promotes', async () => {
  const { id } = await make.user();
  await promote(id, UserRole.Moderator, admin);
  expect((await users().findOneByOrFail({ id })).role).toBe('moderator');
});

test('a reader does not promote', async () => {
  const reader = await make.user();
  await expect(promote(reader.id, UserRole.Admin, reader)).rejects.toThrow('Only admins promote.');
});

test('the server knows no other role', async () => {
  await expect(database.query(`UPDATE users SET role = 'king' WHERE id = $1`, [admin.id])).rejects.toThrow(/invalid input value for enum/);
});

test('roles have an order', async () => {
  await make.user({ role: UserRole.Moderator });
  const [row] = await database.query(`SELECT count(*)::integer AS staff FROM users WHERE role >= 'moderator'`);
  expect(row.staff).toBe(2);
});
