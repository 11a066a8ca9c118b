import { Column, CreateDateColumn, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

@Entity({ name: 'vote' })
export class Vote {
  @PrimaryColumn('text') userId: string;
  @PrimaryColumn('uuid') postId: string;
  @Column('smallint') value: 1 | -1;
}

@Entity({ name: 'bookmark_list' })
export class BookmarkList {
  @PrimaryGeneratedColumn() id: number;
  @Column('text') userId: string;
  @Column('text') name: string;
}

@Entity({ name: 'bookmark' })
export class Bookmark {
  @PrimaryColumn('text') userId: string;
  @PrimaryColumn('uuid') postId: string;
  @Column('integer', { nullable: true }) listId: number | null;
  @Column('timestamptz', { nullable: true }) remindAt: Date | null;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
}

@Entity({ name: 'comment' })
export class Comment {
  @PrimaryGeneratedColumn() id: number;
  @Column('uuid') postId: string;
  @Column('text') userId: string;
  @Column('integer', { nullable: true }) parentId: number | null;
  @Column('text') content: string;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
}

export enum NotificationKind {
  Comment = 'comment',
  Reply = 'reply',
  Follow = 'follow',
  Reminder = 'reminder',
}

@Entity({ name: 'notification' })
export class Notification {
  @PrimaryGeneratedColumn({ type: 'bigint' }) id: string;
  @Column('text') userId: string;
  @Column('enum', { enum: NotificationKind, enumName: 'notification_kind' }) kind: NotificationKind;
  @Column('text') about: string;
  @Column('timestamptz', { nullable: true }) readAt: Date | null;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
}

export enum ReportReason {
  Spam = 'spam',
  Broken = 'broken',
  Rude = 'rude',
}

@Entity({ name: 'report' })
export class Report {
  @PrimaryColumn('text') userId: string;
  @PrimaryColumn('uuid') postId: string;
  @Column('enum', { enum: ReportReason, enumName: 'report_reason' }) reason: ReportReason;
}

@Entity({ name: 'post_view' })
export class PostView {
  @PrimaryColumn('text') userId: string;
  @PrimaryColumn('uuid') postId: string;
  @Column('timestamptz', { default: () => 'now()' }) seenAt: Date;
}

@Entity({ name: 'streak' })
export class Streak {
  @PrimaryColumn('text') userId: string;
  @Column('integer', { default: 1 }) current: number;
  @Column('integer', { default: 1 }) longest: number;
  @Column('date') lastDay: string;
}
