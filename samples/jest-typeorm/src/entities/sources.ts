import { Column, Entity, PrimaryColumn } from 'typeorm';

export const COMMUNITY = 'community';

@Entity({ name: 'source' })
export class Source {
  @PrimaryColumn('text', { default: () => 'gen_random_uuid()' }) id: string;
  @Column('text') handle: string;
  @Column('text') name: string;
  @Column('boolean', { default: false }) private: boolean;
  @Column('boolean', { default: true }) active: boolean;
}

export enum MemberRole {
  Member = 'member',
  Moderator = 'moderator',
  Owner = 'owner',
  Blocked = 'blocked',
}

@Entity({ name: 'source_member' })
export class SourceMember {
  @PrimaryColumn('text') sourceId: string;
  @PrimaryColumn('text') userId: string;
  @Column('enum', { enum: MemberRole, enumName: 'member_role', default: MemberRole.Member }) role: MemberRole;
}
