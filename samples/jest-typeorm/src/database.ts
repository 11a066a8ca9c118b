import 'reflect-metadata';
import { join } from 'path';
import { DataSource } from 'typeorm';
import * as entities from './entities';

/** The one connection of this application. TypeORM writes DB_SCHEMA in front of every table; raw SQL finds tables by the search path. */
export const database = new DataSource({
  type: 'postgres',
  url: process.env.DATABASE_URL,
  schema: process.env.DB_SCHEMA ?? 'public',
  entities: Object.values(entities).filter((exported) => typeof exported === 'function'),
  migrations: [join(__dirname, '../migrations/*.ts')],
  installExtensions: false,
  poolSize: 4,
});
