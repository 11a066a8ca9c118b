import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

@Entity({ name: 'feed' })
export class Feed {
  @PrimaryGeneratedColumn() id: number;
  @Column('text') userId: string;
  @Column('text', { default: 'My feed' }) name: string;
}

@Entity({ name: 'feed_keyword' })
export class FeedKeyword {
  @PrimaryColumn('integer') feedId: number;
  @PrimaryColumn('text') keyword: string;
  @Column('boolean', { default: false }) blocked: boolean;
}

@Entity({ name: 'feed_source' })
export class FeedSource {
  @PrimaryColumn('integer') feedId: number;
  @PrimaryColumn('text') sourceId: string;
  @Column('boolean', { default: false }) blocked: boolean;
}
