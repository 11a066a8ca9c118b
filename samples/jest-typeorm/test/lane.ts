const lane = (name: string) => process.env[`PGLANES_${name}_${process.env.JEST_WORKER_ID}`];
Object.assign(process.env, { DATABASE_URL: lane('URL'), PGOPTIONS: lane('PGOPTIONS'), DB_SCHEMA: lane('NAME') });
beforeEach(() => require('../src/database').database.query('SELECT pglanes.reset()'));
