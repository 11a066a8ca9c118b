import { database } from './database';
import { Bookmark, BookmarkList } from './entities';
import { explained } from './errors';

export const bookmarks = () => database.getRepository(Bookmark);
export const lists = () => database.getRepository(BookmarkList);

export async function keep(userId: string, postId: string, listId: number | null = null): Promise<void> {
  await explained(bookmarks().insert({ userId, postId, listId }));
}

export async function makeList(userId: string, name: string): Promise<BookmarkList> {
  return explained(lists().save({ userId, name }));
}

export async function move(userId: string, postId: string, listId: number | null): Promise<void> {
  await bookmarks().update({ userId, postId }, { listId });
}

export async function remind(userId: string, postId: string, remindAt: Date): Promise<void> {
  await bookmarks().update({ userId, postId }, { remindAt });
}

/** The titles that somebody kept, by list; those in no list first. */
export async function shelf(userId: string): Promise<{ list: string | null; titles: string[] }[]> {
  return database.query(
    `SELECT list.name AS list, array_agg(post.title ORDER BY post.title) AS titles
     FROM bookmark JOIN post ON post.id = bookmark."postId" LEFT JOIN bookmark_list AS list ON list.id = bookmark."listId"
     WHERE bookmark."userId" = $1 GROUP BY list.name ORDER BY list.name NULLS FIRST`, [userId]);
}
