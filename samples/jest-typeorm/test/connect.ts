import { database } from '../src/database';

beforeAll(async () => {
  await database.initialize();
});
afterAll(() => database.destroy());
