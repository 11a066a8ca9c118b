using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Migrations;

/// <summary>What else the shop keeps in its database, for programs other than this API.</summary>
[DbContext(typeof(ShopContext))]
[Migration("20260201000000_Office")]
public sealed class Office : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE shop.country (code char(2) PRIMARY KEY, name text NOT NULL UNIQUE);
        CREATE TABLE shop.currency (code char(3) PRIMARY KEY, name text NOT NULL UNIQUE);
        CREATE TABLE shop.tax_rate (country char(2) REFERENCES shop.country, category shop.category, percent numeric(4, 2) NOT NULL, PRIMARY KEY (country, category));
        INSERT INTO shop.country VALUES ('DE', 'Germany'), ('FR', 'France'), ('PL', 'Poland');
        INSERT INTO shop.currency VALUES ('EUR', 'Euro'), ('PLN', 'Zloty');
        INSERT INTO shop.tax_rate SELECT code, category, 20 FROM shop.country, unnest(enum_range(NULL::shop.category)) AS category;

        CREATE TABLE shop.customer (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE, name text NOT NULL, country char(2) NOT NULL REFERENCES shop.country);
        CREATE TABLE shop.address (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer integer NOT NULL REFERENCES shop.customer, street text NOT NULL, city text NOT NULL, country char(2) NOT NULL REFERENCES shop.country);
        CREATE TABLE shop.consent (customer integer REFERENCES shop.customer, purpose text, given_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (customer, purpose));
        CREATE TABLE shop.login (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer integer NOT NULL REFERENCES shop.customer, hash text NOT NULL, last_seen timestamptz);
        CREATE TABLE shop.session (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), login integer NOT NULL REFERENCES shop.login, until timestamptz NOT NULL);
        CREATE TABLE shop.wish (customer integer REFERENCES shop.customer, product integer REFERENCES shop."Products", PRIMARY KEY (customer, product));
        CREATE TABLE shop.review (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer integer NOT NULL REFERENCES shop.customer, product integer NOT NULL REFERENCES shop."Products", stars smallint NOT NULL CHECK (stars BETWEEN 1 AND 5), body text);

        CREATE TABLE shop.cart (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer integer REFERENCES shop.customer, made_at timestamptz NOT NULL DEFAULT now());
        CREATE TABLE shop.cart_line (cart integer REFERENCES shop.cart, product integer REFERENCES shop."Products", quantity integer NOT NULL CHECK (quantity > 0), PRIMARY KEY (cart, product));
        CREATE TABLE shop.coupon (code text PRIMARY KEY, percent numeric(4, 2) NOT NULL, until date);
        CREATE TABLE shop.coupon_use (coupon text REFERENCES shop.coupon, "order" integer REFERENCES shop."Orders", PRIMARY KEY (coupon, "order"));

        CREATE TABLE shop.invoice (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "order" integer NOT NULL REFERENCES shop."Orders", currency char(3) NOT NULL REFERENCES shop.currency, issued_on date NOT NULL);
        CREATE TABLE shop.invoice_line (invoice integer REFERENCES shop.invoice, line integer, body text NOT NULL, net numeric NOT NULL, tax numeric NOT NULL, gross numeric GENERATED ALWAYS AS (net + tax) STORED, PRIMARY KEY (invoice, line));
        CREATE TABLE shop.payment (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, invoice integer NOT NULL REFERENCES shop.invoice, amount numeric NOT NULL CHECK (amount > 0), paid_at timestamptz NOT NULL);
        CREATE TABLE shop.refund (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, payment integer NOT NULL REFERENCES shop.payment, amount numeric NOT NULL CHECK (amount > 0), reason text);
        CREATE TABLE shop.reminder (invoice integer REFERENCES shop.invoice, level smallint, sent_on date NOT NULL, PRIMARY KEY (invoice, level));

        CREATE TABLE shop.warehouse (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE, country char(2) NOT NULL REFERENCES shop.country);
        CREATE TABLE shop.shelf (warehouse integer REFERENCES shop.warehouse, place text, PRIMARY KEY (warehouse, place));
        CREATE TABLE shop.movement (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, product integer NOT NULL REFERENCES shop."Products", warehouse integer NOT NULL, place text NOT NULL, quantity integer NOT NULL, FOREIGN KEY (warehouse, place) REFERENCES shop.shelf);
        CREATE TABLE shop.shipment (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "order" integer NOT NULL REFERENCES shop."Orders", address integer NOT NULL REFERENCES shop.address, sent_at timestamptz);
        CREATE TABLE shop.parcel (shipment integer REFERENCES shop.shipment, number integer, tracking text UNIQUE, grams integer NOT NULL, PRIMARY KEY (shipment, number));
        CREATE TABLE shop.returned (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "order" integer NOT NULL REFERENCES shop."Orders", reason text NOT NULL, at timestamptz NOT NULL DEFAULT now());

        CREATE TABLE shop.supplier (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE, country char(2) NOT NULL REFERENCES shop.country);
        CREATE TABLE shop.offer (supplier integer REFERENCES shop.supplier, product integer REFERENCES shop."Products", price numeric NOT NULL, currency char(3) NOT NULL REFERENCES shop.currency, PRIMARY KEY (supplier, product));
        CREATE TABLE shop.purchase (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, supplier integer NOT NULL REFERENCES shop.supplier, ordered_on date NOT NULL);
        CREATE TABLE shop.purchase_line (purchase integer REFERENCES shop.purchase, product integer REFERENCES shop."Products", quantity integer NOT NULL, PRIMARY KEY (purchase, product));

        CREATE TABLE shop.employee (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, boss integer REFERENCES shop.employee);
        CREATE TABLE shop.shift (employee integer REFERENCES shop.employee, warehouse integer REFERENCES shop.warehouse, during tstzrange, PRIMARY KEY (employee, during));
        CREATE TABLE shop.ticket (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer integer NOT NULL REFERENCES shop.customer, employee integer REFERENCES shop.employee, subject text NOT NULL);
        CREATE TABLE shop.message (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, ticket integer NOT NULL REFERENCES shop.ticket, body text NOT NULL, sent_at timestamptz NOT NULL DEFAULT now());
        CREATE INDEX ON shop.address (customer);
        CREATE INDEX ON shop.movement (product);
        CREATE INDEX ON shop.payment (invoice);
        CREATE INDEX ON shop.shipment ("order");
        CREATE INDEX ON shop.ticket (customer);
        CREATE VIEW shop.unpaid AS
            SELECT i.id, i."order", sum(l.gross) AS gross FROM shop.invoice AS i JOIN shop.invoice_line AS l ON l.invoice = i.id
            WHERE NOT EXISTS (SELECT FROM shop.payment AS p WHERE p.invoice = i.id) GROUP BY i.id;
        """);
}
