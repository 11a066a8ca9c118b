import { database } from './database';
import { Follow, Invite, User, UserRole, UserSettings } from './entities';
import { explained, Refused } from './errors';

export const users = () => database.getRepository(User);
export const settings = () => database.getRepository(UserSettings);

export async function signUp(fields: Pick<User, 'username' | 'email'> & Partial<User>): Promise<User> {
  return explained(users().save(users().create(fields)));
}

export async function rename(id: string, username: string): Promise<void> {
  await explained(users().update({ id }, { username }));
}

/** Deletes an account; its posts go to the ghost. */
export async function leave(id: string): Promise<void> {
  await users().delete({ id });
}

export async function promote(id: string, role: UserRole, by: User): Promise<void> {
  if (by.role !== UserRole.Admin) throw new Refused('Only admins promote.');
  await users().update({ id }, { role });
}

export async function findByPrefix(prefix: string): Promise<string[]> {
  const rows = await database.query(`SELECT username FROM users WHERE lower(username) LIKE lower($1) || '%' ORDER BY username`, [prefix]);
  return rows.map((row: User) => row.username);
}

export async function leaders(limit: number): Promise<Pick<User, 'username' | 'reputation'>[]> {
  return database.query(
    `SELECT username, reputation FROM users WHERE id <> 'ghost' ORDER BY reputation DESC, username LIMIT $1`, [limit]);
}

export async function setFlag(userId: string, flag: string, on: boolean): Promise<void> {
  await database.query(`UPDATE user_settings SET flags = flags || jsonb_build_object($2::text, $3::boolean) WHERE "userId" = $1`, [userId, flag, on]);
}

export async function follow(followerId: string, followedId: string): Promise<void> {
  await explained(
    database.createQueryBuilder().insert().into(Follow).values({ followerId, followedId }).orIgnore().execute());
}

export async function unfollow(followerId: string, followedId: string): Promise<void> {
  await database.getRepository(Follow).delete({ followerId, followedId });
}

export async function followersOf(id: string): Promise<string[]> {
  const rows = await database.query(
    `SELECT username FROM follow JOIN users ON users.id = "followerId" WHERE "followedId" = $1 ORDER BY username`, [id]);
  return rows.map((row: User) => row.username);
}

export async function invite(userId: string): Promise<Invite> {
  return database.getRepository(Invite).save({ userId });
}

export async function accept(token: string, usedById: string): Promise<void> {
  const invites = database.getRepository(Invite);
  const found = await invites.findOneBy({ token });
  if (!found || found.usedById) throw new Refused('This invitation is not valid.');
  if (found.userId === usedById) throw new Refused('Invitations are for others.');
  await explained(invites.update({ token }, { usedById }));
}
