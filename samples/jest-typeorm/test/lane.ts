const worker = process.env.JEST_WORKER_ID;
const lane = (name: string) => process.env[`PGLANES_${name}_${worker}`];
if (!lane('URL')) throw new Error(`Worker ${worker} has no lane: give pglanes run more --lanes.`);
process.env.DATABASE_URL = lane('URL');
process.env.PGOPTIONS = lane('PGOPTIONS');
process.env.DB_SCHEMA = lane('NAME');
beforeEach(() => require('../src/database').database.query('SELECT pglanes.reset()'));
