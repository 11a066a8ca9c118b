import { database } from './database';
import { MemberRole, Source, SourceMember } from './entities';
import { explained, Refused } from './errors';

export const sources = () => database.getRepository(Source);
export const members = () => database.getRepository(SourceMember);

/** Makes a source, with its owner, or nothing. */
export async function found(userId: string, fields: Pick<Source, 'handle' | 'name'> & Partial<Source>): Promise<Source> {
  return explained(
    database.transaction(async (manager) => {
      const source = await manager.save(Source, fields);
      await manager.insert(SourceMember, { sourceId: source.id, userId, role: MemberRole.Owner });
      return source;
    }));
}

export async function join(sourceId: string, userId: string): Promise<void> {
  await explained(members().insert({ sourceId, userId }));
}

export async function setRole(sourceId: string, userId: string, role: MemberRole): Promise<void> {
  const { affected } = await explained(members().update({ sourceId, userId }, { role }));
  if (!affected) throw new Refused('That is no member.');
}

/** Hands a source over; both roles change together. */
export async function handOver(sourceId: string, fromId: string, toId: string): Promise<void> {
  await database.transaction(async (manager) => {
    await manager.update(SourceMember, { sourceId, userId: fromId, role: MemberRole.Owner }, { role: MemberRole.Moderator });
    const { affected } = await manager.update(SourceMember, { sourceId, userId: toId }, { role: MemberRole.Owner });
    if (!affected) throw new Refused('That is no member.');
  });
}

export async function mayPost(sourceId: string, userId: string): Promise<boolean> {
  const rows = await database.query(
    `SELECT source.private, member.role FROM source LEFT JOIN source_member AS member ON member."sourceId" = id AND member."userId" = $2
     WHERE id = $1 AND active`, [sourceId, userId]);
  const [row] = rows as { private: boolean; role: MemberRole | null }[];
  return Boolean(row) && row.role !== MemberRole.Blocked && (!row.private || row.role !== null);
}

/** Deletes a source; its posts go to the community, which itself stays. */
export async function close(id: string): Promise<void> {
  await sources().delete({ id });
}
