import { QueryFailedError } from 'typeorm';

/** What the server's constraints and unique indexes mean to a person. */
const MEANINGS: Record<string, string> = {
  users_username_unique: 'This user name is taken.',
  users_email_unique: 'There is an account with this address.',
  source_handle_unique: 'This handle is taken.',
  source_one_owner: 'A source has one owner.',
  source_member_pkey: 'You are a member already.',
  post_url_unique: 'Somebody has posted this link.',
  post_share_has_post: 'A share needs a post.',
  bookmark_pkey: 'You have this bookmark.',
  bookmark_list_name_unique: 'You have a list of this name.',
  feed_name_unique: 'You have a feed of this name.',
  follow_another: 'You cannot follow yourself.',
  invite_used_once: 'You have used an invitation.',
  report_pkey: 'You have reported this post.',
  comment_not_empty: 'A comment needs words.',
  vote_value: 'A vote is up or down.',
  keyword_synonym: 'A synonym stands for another word.',
};

export class Refused extends Error {}

/** Turns an error of a known constraint into one for people; others stay as they are. */
export async function explained<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const constraint: string | undefined = error instanceof QueryFailedError ? error.driverError.constraint : undefined;
    if (constraint && MEANINGS[constraint]) throw new Refused(MEANINGS[constraint]);
    throw error;
  }
}
