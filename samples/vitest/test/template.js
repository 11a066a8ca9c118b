import { pool } from '../src/database.js';

beforeEach(() => pool.query('TRUNCATE booking, slot RESTART IDENTITY'));
