-- registry: the tables in which PgLanes keeps what it knows.
-- A template is a list of schemas under one way to name lanes; a version is a state of it, with the rows stored in tables rows_ID_n.
CREATE TABLE IF NOT EXISTS :tool.templates (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    schemas text[] NOT NULL,
    name_format text NOT NULL,
    UNIQUE (schemas, name_format)
);
CREATE TABLE IF NOT EXISTS :tool.versions (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    template integer NOT NULL REFERENCES :tool.templates,
    fingerprint text NOT NULL,
    baseline jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (template, fingerprint)
);
CREATE TABLE IF NOT EXISTS :tool.lanes (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    template integer NOT NULL REFERENCES :tool.templates,
    number integer NOT NULL,
    schemas text[] NOT NULL,
    mark text NOT NULL,
    state text NOT NULL DEFAULT 'absent' CHECK (state IN ('absent', 'building', 'ready', 'quarantined')),
    version integer REFERENCES :tool.versions,
    UNIQUE (template, number)
);
-- When a lane was set aside for someone to look at.
ALTER TABLE :tool.lanes ADD COLUMN IF NOT EXISTS kept_at timestamptz;
ALTER TABLE :tool.lanes ADD COLUMN IF NOT EXISTS database text;
-- Under which quick marks a version was seen, and what a pool that makes no lane needs to know of the template. A row counts only while its xmin is
-- the id under "written": what a dump brought here was seen somewhere else.
CREATE TABLE IF NOT EXISTS :tool.sightings (
    version integer NOT NULL REFERENCES :tool.versions ON DELETE CASCADE,
    mark text NOT NULL,
    template jsonb NOT NULL,
    seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    written bigint NOT NULL DEFAULT mod(pg_current_xact_id()::text::numeric, 4294967296),
    PRIMARY KEY (version, mark)
);
-- The lanes that a command other than the holder works in. The holder's return ends that; where the holder was killed, it is still here.
CREATE TABLE IF NOT EXISTS :tool.runs (
    lane integer PRIMARY KEY REFERENCES :tool.lanes ON DELETE CASCADE
);
-- How a lane's reset knows untouched rows: by the transaction that wrote them; materialized views: by their file; definitions: by digests.
CREATE TABLE IF NOT EXISTS :tool.marks (
    lane integer PRIMARY KEY REFERENCES :tool.lanes ON DELETE CASCADE,
    rows xid[] NOT NULL,
    files oid[] NOT NULL,
    shape text
) WITH (fillfactor = 50);
ALTER TABLE :tool.marks ADD COLUMN IF NOT EXISTS shape text;
GRANT USAGE ON SCHEMA :tool TO PUBLIC;
GRANT SELECT ON :tool.lanes TO PUBLIC;
