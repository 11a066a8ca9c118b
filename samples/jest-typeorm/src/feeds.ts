import { database } from './database';
import { Feed, FeedKeyword, FeedSource } from './entities';
import { explained } from './errors';

export const feeds = () => database.getRepository(Feed);

export async function makeFeed(userId: string, name?: string): Promise<Feed> {
  return explained(feeds().save({ userId, name }));
}

export async function wantKeyword(feedId: number, keyword: string, blocked = false): Promise<void> {
  await database.getRepository(FeedKeyword).save({ feedId, keyword, blocked });
}

export async function wantSource(feedId: number, sourceId: string, blocked = false): Promise<void> {
  await database.getRepository(FeedSource).save({ feedId, sourceId, blocked });
}

/** What a feed shows: posts with a wanted keyword or source, none with a blocked one; the best first. A feed that wants nothing shows everything. */
export async function read(feedId: number): Promise<string[]> {
  const rows = await database.query(
    `SELECT title FROM visible_post AS post
     WHERE NOT EXISTS (SELECT FROM feed_source AS s WHERE s."feedId" = $1 AND s."sourceId" = post."sourceId" AND blocked)
       AND NOT EXISTS (SELECT FROM feed_keyword AS k JOIN post_keyword AS p USING (keyword)
                       WHERE k."feedId" = $1 AND p."postId" = post.id AND blocked)
       AND (EXISTS (SELECT FROM feed_source AS s WHERE s."feedId" = $1 AND s."sourceId" = post."sourceId")
         OR EXISTS (SELECT FROM feed_keyword AS k JOIN post_keyword AS p USING (keyword) WHERE k."feedId" = $1 AND p."postId" = post.id)
         OR NOT EXISTS (SELECT FROM feed_source WHERE "feedId" = $1 AND NOT blocked
                        UNION ALL SELECT FROM feed_keyword WHERE "feedId" = $1 AND NOT blocked))
     ORDER BY upvotes - downvotes DESC, title`, [feedId]);
  return rows.map((row: { title: string }) => row.title);
}

/** The same, without what the reader has seen. */
export async function unread(feedId: number): Promise<string[]> {
  const rows = await database.query(
    `SELECT title FROM post JOIN post_view AS seen ON seen."postId" = post.id JOIN feed ON feed."userId" = seen."userId" WHERE feed.id = $1`, [feedId]);
  const seen = rows.map((row: { title: string }) => row.title);
  return (await read(feedId)).filter((title) => !seen.includes(title));
}
