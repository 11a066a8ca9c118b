import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

export enum UserRole {
  Reader = 'reader',
  Moderator = 'moderator',
  Admin = 'admin',
}

@Entity({ name: 'users' })
export class User {
  @PrimaryColumn('text', { default: () => 'gen_random_uuid()' }) id: string;
  @Column('text') username: string;
  @Column('text') email: string;
  @Column('text', { default: '' }) name: string;
  @Column('enum', { enum: UserRole, enumName: 'user_role', default: UserRole.Reader }) role: UserRole;
  @Column('integer', { default: 10 }) reputation: number;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
}

export enum Theme {
  Light = 'light',
  Dark = 'dark',
  Auto = 'auto',
}

@Entity({ name: 'user_settings' })
export class UserSettings {
  @PrimaryColumn('text') userId: string;
  @Column('enum', { enum: Theme, enumName: 'theme', default: Theme.Auto }) theme: Theme;
  @Column('boolean', { default: true }) digest: boolean;
  @Column('jsonb', { default: {} }) flags: Record<string, boolean>;
}

@Entity({ name: 'follow' })
export class Follow {
  @PrimaryColumn('text') followerId: string;
  @PrimaryColumn('text') followedId: string;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
}

@Entity({ name: 'invite' })
export class Invite {
  @PrimaryColumn('text', { default: () => 'substr(md5(random()::text), 1, 12)' }) token: string;
  @Column('text') userId: string;
  @Column('text', { nullable: true }) usedById: string | null;
}
