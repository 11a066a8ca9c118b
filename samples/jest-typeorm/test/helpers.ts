import { Post, Source, User } from '../src/entities';
import { publish } from '../src/posts';
import { sources } from '../src/sources';
import { vote } from '../src/reactions';
import { signUp } from '../src/users';

let made = 0;

/** Makes rows of which a test says only what it is about. */
export const make = {
  user: (fields: Partial<User> = {}): Promise<User> => {
    const username = fields.username ?? `reader${++made}`;
    return signUp({ email: `${username}@readers.example`, ...fields, username });
  },
  users: (count: number): Promise<User[]> => inTurn(count, () => make.user()),
  source: (fields: Partial<Source> = {}): Promise<Source> => {
    const handle = fields.handle ?? `source${++made}`;
    return sources().save({ name: handle, ...fields, handle });
  },
  post: (fields: Partial<Post> = {}): Promise<Post> => publish({ title: `Post ${++made}`, authorId: 'ghost', ...fields }),
  posts: (...titles: string[]): Promise<Post[]> => inTurn(titles.length, (i) => make.post({ title: titles[i] })),
  votes: async (postId: string, up: number, down = 0): Promise<void> => {
    await inTurn(up + down, async (i) => vote((await make.user()).id, postId, i < up ? 1 : -1));
  },
};

async function inTurn<T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let i = 0; i < count; i++) results.push(await work(i));
  return results;
}
