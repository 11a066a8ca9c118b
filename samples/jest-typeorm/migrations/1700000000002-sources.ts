import { MigrationInterface, QueryRunner } from 'typeorm';

export class Sources1700000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TYPE public.member_role AS ENUM ('member', 'moderator', 'owner', 'blocked');

      CREATE TABLE public.source (
        id text PRIMARY KEY DEFAULT gen_random_uuid()::text,
        handle text NOT NULL,
        name text NOT NULL,
        private boolean NOT NULL DEFAULT false,
        active boolean NOT NULL DEFAULT true);
      CREATE UNIQUE INDEX source_handle_unique ON public.source (lower(handle));

      CREATE TABLE public.source_member (
        "sourceId" text NOT NULL REFERENCES public.source ON DELETE CASCADE,
        "userId" text NOT NULL REFERENCES public.users ON DELETE CASCADE,
        role public.member_role NOT NULL DEFAULT 'member',
        PRIMARY KEY ("sourceId", "userId"));
      CREATE UNIQUE INDEX source_one_owner ON public.source_member ("sourceId") WHERE role = 'owner';

      -- Posts without a source belong to the community, which nobody deletes.
      INSERT INTO public.source (id, handle, name) VALUES ('community', 'community', 'Community picks');
      CREATE RULE keep_community AS ON DELETE TO public.source WHERE OLD.id = 'community' DO INSTEAD NOTHING;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE public.source_member, public.source;
      DROP TYPE public.member_role;
    `);
  }
}
