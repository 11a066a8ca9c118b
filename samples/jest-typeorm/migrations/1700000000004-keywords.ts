import { MigrationInterface, QueryRunner } from 'typeorm';

export class Keywords1700000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TYPE public.keyword_status AS ENUM ('pending', 'allowed', 'denied', 'synonym');

      CREATE TABLE public.keyword (
        value text PRIMARY KEY,
        status public.keyword_status NOT NULL DEFAULT 'pending',
        "synonymOf" text REFERENCES public.keyword ON UPDATE CASCADE,
        occurrences integer NOT NULL DEFAULT 0,
        CONSTRAINT keyword_synonym CHECK ((status = 'synonym') = ("synonymOf" IS NOT NULL)));

      CREATE TABLE public.post_keyword (
        "postId" uuid NOT NULL REFERENCES public.post ON DELETE CASCADE,
        keyword text NOT NULL REFERENCES public.keyword ON UPDATE CASCADE,
        PRIMARY KEY ("postId", keyword));

      INSERT INTO public.keyword (value, status, "synonymOf") VALUES
        ('javascript', 'allowed', NULL), ('postgresql', 'allowed', NULL), ('testing', 'allowed', NULL),
        ('lottery', 'denied', NULL), ('js', 'synonym', 'javascript'), ('postgres', 'synonym', 'postgresql');

      -- A synonym is stored as the word that it stands for, a new word is made.
      CREATE FUNCTION public.resolve_keyword() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO "public"."keyword" (value) VALUES (NEW.keyword) ON CONFLICT DO NOTHING;
        SELECT coalesce("synonymOf", value) INTO NEW.keyword FROM "public"."keyword" WHERE value = NEW.keyword;
        IF EXISTS (SELECT FROM "public"."post_keyword" WHERE "postId" = NEW."postId" AND keyword = NEW.keyword) THEN
          RETURN NULL;
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER resolve_keyword BEFORE INSERT ON public.post_keyword FOR EACH ROW EXECUTE FUNCTION public.resolve_keyword();

      CREATE FUNCTION public.count_keyword() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE "public"."keyword" SET occurrences = (
          SELECT count(*) FROM "public"."post_keyword" WHERE "post_keyword".keyword = "keyword".value)
        WHERE value IN (OLD.keyword, NEW.keyword);
        RETURN NULL;
      END $$;
      CREATE TRIGGER count_keyword AFTER INSERT OR DELETE ON public.post_keyword FOR EACH ROW EXECUTE FUNCTION public.count_keyword();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE public.post_keyword, public.keyword;
      DROP FUNCTION public.count_keyword(), public.resolve_keyword();
      DROP TYPE public.keyword_status;
    `);
  }
}
