import { Column, CreateDateColumn, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** What triggers and defaults fill, and this program only reads. */
const BY_SERVER = { insert: false, update: false };

export enum PostType {
  Article = 'article',
  Share = 'share',
  Question = 'question',
  Note = 'note',
}

@Entity({ name: 'post' })
export class Post {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id: string;
  @Column({ type: 'integer', ...BY_SERVER }) number: number;
  @Column('text', { default: 'community' }) sourceId: string;
  @Column('text', { default: 'ghost' }) authorId: string;
  @Column('uuid', { nullable: true }) sharedPostId: string | null;
  @Column('enum', { enum: PostType, enumName: 'post_type', default: PostType.Article }) type: PostType;
  @Column('text') title: string;
  @Column({ type: 'text', ...BY_SERVER }) slug: string;
  @Column('text', { default: '' }) body: string;
  @Column('text', { nullable: true }) url: string | null;
  @Column('boolean', { default: true }) visible: boolean;
  @Column({ type: 'integer', ...BY_SERVER }) upvotes: number;
  @Column({ type: 'integer', ...BY_SERVER }) downvotes: number;
  @Column({ type: 'integer', ...BY_SERVER }) comments: number;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
}

@Entity({ name: 'post_revision' })
export class PostRevision {
  @PrimaryGeneratedColumn({ type: 'bigint' }) id: string;
  @Column('uuid') postId: string;
  @Column('text') title: string;
  @Column('text') body: string;
}

export enum KeywordStatus {
  Pending = 'pending',
  Allowed = 'allowed',
  Denied = 'denied',
  Synonym = 'synonym',
}

@Entity({ name: 'keyword' })
export class Keyword {
  @PrimaryColumn('text') value: string;
  @Column('enum', { enum: KeywordStatus, enumName: 'keyword_status', default: KeywordStatus.Pending }) status: KeywordStatus;
  @Column('text', { nullable: true }) synonymOf: string | null;
  @Column({ type: 'integer', ...BY_SERVER }) occurrences: number;
}

@Entity({ name: 'post_keyword' })
export class PostKeyword {
  @PrimaryColumn('uuid') postId: string;
  @PrimaryColumn('text') keyword: string;
}
