import { database } from './database';
import { Post, PostRevision, PostType } from './entities';
import { explained, Refused } from './errors';
import { mayPost } from './sources';

export const posts = () => database.getRepository(Post);
export const revisions = () => database.getRepository(PostRevision);

export async function publish(fields: Pick<Post, 'title' | 'authorId'> & Partial<Post>): Promise<Post> {
  if (fields.sourceId && !(await mayPost(fields.sourceId, fields.authorId))) throw new Refused('You may not post here.');
  const { identifiers } = await explained(posts().insert(fields));
  return posts().findOneByOrFail({ id: identifiers[0].id });
}

export async function share(postId: string, authorId: string, title: string): Promise<Post> {
  return publish({ type: PostType.Share, sharedPostId: postId, authorId, title });
}

export async function edit(id: string, fields: Partial<Pick<Post, 'title' | 'body' | 'url'>>): Promise<void> {
  await explained(posts().update({ id }, fields));
}

export async function hide(id: string): Promise<void> {
  await posts().update({ id }, { visible: false });
}

/** A page of what everybody may see, newest first, after the post with the given number. */
export async function page(size: number, after?: number): Promise<Pick<Post, 'number' | 'title'>[]> {
  return database.query(
    `SELECT number, title FROM visible_post WHERE $2::integer IS NULL OR number < $2 ORDER BY number DESC LIMIT $1`, [size, after ?? null]);
}

export async function search(words: string): Promise<string[]> {
  const rows = await database.query(
    `SELECT title FROM visible_post, websearch_to_tsquery('english', $1) AS query
     WHERE search @@ query ORDER BY ts_rank(search, query) DESC, title`, [words]);
  return rows.map((row: Post) => row.title);
}
