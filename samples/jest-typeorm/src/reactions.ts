import { database } from './database';
import { Comment, Notification, PostView, Report, ReportReason, Streak, Vote } from './entities';
import { explained, Refused } from './errors';

export async function vote(userId: string, postId: string, value: 1 | -1): Promise<void> {
  await explained(database.getRepository(Vote).upsert({ userId, postId, value }, ['userId', 'postId']));
}

export async function withdraw(userId: string, postId: string): Promise<void> {
  await database.getRepository(Vote).delete({ userId, postId });
}

export async function comment(userId: string, postId: string, content: string, parentId: number | null = null): Promise<Comment> {
  if (parentId !== null && !(await database.getRepository(Comment).existsBy({ id: parentId, postId })))
    throw new Refused('A reply is to a comment of the same post.');
  return explained(database.getRepository(Comment).save({ userId, postId, content, parentId }));
}

/** A post's comments as a tree read from top to bottom; two spaces for each level. */
export async function thread(postId: string): Promise<string[]> {
  const rows = await database.query(
    `WITH RECURSIVE tree AS (
       SELECT id, content, 0 AS depth, ARRAY[id] AS path FROM comment WHERE "postId" = $1 AND "parentId" IS NULL
       UNION ALL
       SELECT reply.id, reply.content, depth + 1, path || reply.id FROM comment AS reply JOIN tree ON tree.id = reply."parentId")
     SELECT repeat('  ', depth) || content AS line FROM tree ORDER BY path`, [postId]);
  return rows.map((row: { line: string }) => row.line);
}

export const notifications = () => database.getRepository(Notification);

export async function readAll(userId: string): Promise<number> {
  const [, count] = await database.query(`UPDATE notification SET "readAt" = now() WHERE "userId" = $1 AND "readAt" IS NULL`, [userId]);
  return count;
}

/** Reports a post; three reports hide it. */
export async function report(userId: string, postId: string, reason: ReportReason): Promise<void> {
  await explained(database.getRepository(Report).insert({ userId, postId, reason }));
  await database.query(`UPDATE post SET visible = false WHERE id = $1 AND (SELECT count(*) FROM report WHERE "postId" = $1) >= 3`, [postId]);
}

/** Remembers that somebody saw a post, and on how many days in a row they came. */
export async function see(userId: string, postId: string, day: string): Promise<Streak> {
  await database.getRepository(PostView).upsert({ userId, postId, seenAt: new Date(day) }, ['userId', 'postId']);
  await database.query(
    `INSERT INTO streak ("userId", "lastDay") VALUES ($1, $2) ON CONFLICT ("userId") DO UPDATE SET
       current = CASE excluded."lastDay" - streak."lastDay" WHEN 0 THEN streak.current WHEN 1 THEN streak.current + 1 ELSE 1 END,
       longest = greatest(streak.longest, CASE excluded."lastDay" - streak."lastDay" WHEN 1 THEN streak.current + 1 ELSE 1 END),
       "lastDay" = excluded."lastDay"`, [userId, day]);
  return database.getRepository(Streak).findOneByOrFail({ userId });
}
