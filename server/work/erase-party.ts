import type { Context } from '#kernel'

/** One statement: who it was, by what it could be found, and every word typed on those dossiers. The entries keep their hashes. */
const erase = {
  name: 'work.erase-party',
  text: `
    with p as (
      update work.parties
         set sealed = null, number_hash = null, phone_hash = null, name_hashes = '{}', erased_at = coalesce(erased_at, $2)
       where id = any($1::uuid[]) returning id),
    w as (
      update work.words set sealed = null, salt = ''::bytea
       where item in (select i.id from work.items i join p on p.id = i.party) returning item)
    select (select count(*) from p)::int as parties, (select count(*) from w)::int as words`,
}

/**
 * Erases applicants: afterwards nothing here tells who they were, no search finds them, screens say "(đã xóa)", and the chain of every
 * dossier verifies as before. Without its salt a hash in an entry proves nothing and cannot be guessed. Files and messages
 * are erased by those who keep them.
 */
export async function eraseParty(
  cx: Context,
  parties: readonly string[],
): Promise<{ parties: number; words: number }> {
  const [erased] = await cx.db.rows<{ parties: number; words: number }>(erase, [parties, cx.now])
  return erased ?? { parties: 0, words: 0 }
}
