import { MigrationInterface, QueryRunner } from 'typeorm';

export class People1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TYPE public.user_role AS ENUM ('reader', 'moderator', 'admin');
      CREATE TYPE public.theme AS ENUM ('light', 'dark', 'auto');

      CREATE TABLE public.users (
        id text PRIMARY KEY DEFAULT gen_random_uuid()::text,
        username text NOT NULL,
        email text NOT NULL,
        name text NOT NULL DEFAULT '',
        role public.user_role NOT NULL DEFAULT 'reader',
        reputation integer NOT NULL DEFAULT 10,
        "createdAt" timestamptz NOT NULL DEFAULT now());
      CREATE UNIQUE INDEX users_username_unique ON public.users (lower(username));
      CREATE UNIQUE INDEX users_email_unique ON public.users (lower(email));

      CREATE TABLE public.user_settings (
        "userId" text PRIMARY KEY REFERENCES public.users ON DELETE CASCADE,
        theme public.theme NOT NULL DEFAULT 'auto',
        digest boolean NOT NULL DEFAULT true,
        flags jsonb NOT NULL DEFAULT '{}');

      CREATE TABLE public.follow (
        "followerId" text NOT NULL REFERENCES public.users ON DELETE CASCADE,
        "followedId" text NOT NULL REFERENCES public.users ON DELETE CASCADE,
        "createdAt" timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY ("followerId", "followedId"),
        CONSTRAINT follow_another CHECK ("followerId" <> "followedId"));

      CREATE TABLE public.invite (
        token text PRIMARY KEY DEFAULT substr(md5(random()::text), 1, 12),
        "userId" text NOT NULL REFERENCES public.users ON DELETE CASCADE,
        "usedById" text REFERENCES public.users ON DELETE SET NULL);
      CREATE UNIQUE INDEX invite_used_once ON public.invite ("usedById") WHERE "usedById" IS NOT NULL;

      CREATE FUNCTION public.add_settings() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO public.user_settings ("userId") VALUES (NEW.id);
        RETURN NEW;
      END $$;
      CREATE TRIGGER add_settings AFTER INSERT ON public.users FOR EACH ROW EXECUTE FUNCTION public.add_settings();

      -- Who writes as the ghost has left.
      INSERT INTO public.users (id, username, email, name) VALUES ('ghost', 'ghost', 'ghost@readers.example', 'Deleted user');
      CREATE FUNCTION public.protect_ghost() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.id = 'ghost' THEN
          RAISE EXCEPTION 'the ghost is not to be changed';
        END IF;
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
      END $$;
      CREATE TRIGGER protect_ghost BEFORE DELETE OR UPDATE OF id, username ON public.users
        FOR EACH ROW EXECUTE FUNCTION public.protect_ghost();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE public.invite, public.follow, public.user_settings, public.users;
      DROP FUNCTION public.protect_ghost(), public.add_settings();
      DROP TYPE public.theme, public.user_role;
    `);
  }
}
