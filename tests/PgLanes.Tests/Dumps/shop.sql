-- A web shop in the schema public, with what its extensions put there.
CREATE EXTENSION btree_gist;
CREATE EXTENSION citext;
CREATE EXTENSION pg_trgm;

CREATE TYPE order_state AS ENUM ('new', 'paid, not sent', 'it''s gone');
CREATE DOMAIN email AS citext CONSTRAINT has_at CHECK (VALUE ~ '@') CONSTRAINT is_short CHECK (length(VALUE::text) < 200);
CREATE TYPE address AS (street text, city varchar(80) COLLATE "C");
CREATE TYPE price_range AS RANGE (subtype = numeric);
CREATE SEQUENCE invoice_numbers START 1000 INCREMENT 5 CACHE 10 CYCLE MAXVALUE 99999;

CREATE FUNCTION is_positive(amount numeric) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT AS 'SELECT amount > 0';
CREATE FUNCTION slug(name text) RETURNS text LANGUAGE sql IMMUTABLE RETURN lower(regexp_replace(name, '[^a-z]+', '-', 'gi'));

CREATE TABLE customers (
    id serial PRIMARY KEY,
    mail email NOT NULL,
    home address,
    kind varchar(10) DEFAULT 'plain' NOT NULL,
    tags text[] DEFAULT '{}',
    CONSTRAINT customers_mail_key UNIQUE (mail),
    CONSTRAINT known_kind CHECK (kind IN ('plain', 'gold'))
);
COMMENT ON TABLE customers IS 'Whoever bought from public.products';
COMMENT ON COLUMN customers.home IS 'may be null';
CREATE TABLE products (
    id bigint GENERATED ALWAYS AS IDENTITY (START WITH 50) PRIMARY KEY,
    name text NOT NULL,
    price numeric(10, 2) NOT NULL CHECK (is_positive(price)),
    slug text GENERATED ALWAYS AS (slug(name)) STORED,
    valid price_range,
    EXCLUDE USING gist (name WITH =, valid WITH &&)
) WITH (fillfactor = 70);
CREATE INDEX products_by_name ON products USING gin (name gin_trgm_ops);
CREATE INDEX products_by_slug ON products (slug text_pattern_ops DESC NULLS LAST) INCLUDE (price) WHERE price > 10;
CREATE INDEX products_positive ON products (is_positive(price));
CREATE TABLE orders (
    id integer DEFAULT nextval('invoice_numbers') PRIMARY KEY,
    customer_id integer NOT NULL REFERENCES customers ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    state order_state DEFAULT 'new' NOT NULL,
    history order_state[] DEFAULT ARRAY['new'::order_state],
    placed timestamptz DEFAULT now() NOT NULL,
    replaces integer REFERENCES orders
) PARTITION BY HASH (id);
CREATE TABLE orders_0 PARTITION OF orders FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE orders_1 PARTITION OF orders FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE INDEX orders_by_state ON orders (state, placed DESC);
CREATE TABLE lines (
    order_id integer REFERENCES orders ON DELETE CASCADE,
    product_id bigint CONSTRAINT line_of_product REFERENCES products,
    amount integer DEFAULT 1,
    PRIMARY KEY (order_id, product_id)
);
CREATE STATISTICS line_amounts (dependencies, ndistinct) ON product_id, amount FROM lines;
CREATE TABLE audit (at timestamptz DEFAULT now(), what text, old jsonb, new jsonb);
ALTER TABLE audit REPLICA IDENTITY FULL;

CREATE FUNCTION write_audit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'pg_catalog', 'pg_temp' AS $$
DECLARE row public.audit%ROWTYPE;
BEGIN
    -- public.audit is written whatever the search path
    INSERT INTO public.audit (what, old, new) VALUES (TG_OP, to_jsonb(OLD), to_jsonb(NEW));
    EXECUTE 'SELECT count(*) FROM "public"."audit"';
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER audited AFTER INSERT OR DELETE OR UPDATE OF price ON products FOR EACH ROW EXECUTE FUNCTION write_audit();
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'keep %', TG_ARGV[0]; END $$;
CREATE TRIGGER keep_gold BEFORE DELETE ON customers FOR EACH ROW WHEN (OLD.kind IN ('gold', 'plain')) EXECUTE FUNCTION refuse('gold');
ALTER TABLE customers DISABLE TRIGGER keep_gold;
CREATE RULE no_audit_delete AS ON DELETE TO audit DO INSTEAD NOTHING;

CREATE VIEW open_orders WITH (security_barrier) AS
    SELECT o.id, c.mail, o.state, sum(l.amount * p.price) AS total
    FROM orders o JOIN customers c ON c.id = o.customer_id JOIN lines l ON l.order_id = o.id JOIN products p ON p.id = l.product_id
    WHERE o.state = ANY (ARRAY['new'::order_state, 'paid, not sent'::order_state]) AND c.kind IN ('plain', 'gold')
    GROUP BY o.id, c.mail, o.state;
CREATE VIEW customer_names AS SELECT * FROM customers WITH CASCADED CHECK OPTION;
CREATE MATERIALIZED VIEW totals AS SELECT mail, sum(total) AS total FROM open_orders GROUP BY mail;
CREATE UNIQUE INDEX totals_by_mail ON totals (mail);
CREATE FUNCTION biggest(integer DEFAULT 3) RETURNS SETOF open_orders LANGUAGE sql STABLE AS 'SELECT * FROM open_orders ORDER BY total DESC LIMIT $1';
CREATE VIEW top AS SELECT * FROM biggest(1);
CREATE FUNCTION add_up(state numeric, next numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $2';
CREATE AGGREGATE total(numeric) (SFUNC = add_up, STYPE = numeric, INITCOND = '0', PARALLEL = SAFE);
CREATE PROCEDURE pay(order_id integer) BEGIN ATOMIC UPDATE orders SET state = 'paid, not sent' WHERE id = order_id; END;

ALTER TABLE lines ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_lines ON lines FOR SELECT USING (order_id IN (SELECT id FROM orders WHERE state <> 'new'));

INSERT INTO customers (mail, home, kind) VALUES ('a@example.com', ('Main "Street", 1', 'X'), 'gold'), ('b@example.com', NULL, 'plain');
INSERT INTO products (name, price, valid) VALUES ('Big Pen', 12.50, '[1,5]'), ('Ink', 3, NULL);
INSERT INTO orders (customer_id, state) VALUES (1, 'new'), (2, 'it''s gone');
INSERT INTO lines SELECT id, 50, 2 FROM orders;
REFRESH MATERIALIZED VIEW totals;
