import type { erasure as vi } from './vi-erasure.ts'

export const erasure: typeof vi = {
  title: 'Erase personal data',
  act: 'Erase personal data',
  lead: 'Only when the person has asked for it. It cannot be taken back.',
  whom: 'Whose data to erase',
  applicant: 'The applicant',
  representative: 'Whoever filed for them (authorised, guardian)',
  reaches: 'In these dossiers',
  dossiers: (count) => `Of this person, under the same number (${count}):`,
  represented: (count) => `Filed by this person for others (${count}):`,
  goes: 'What goes',
  goesApplicant: [
    'Name, personal number, birth date, phone, e-mail, address.',
    'Words that were typed: notes at filing, reasons, guidance and opinions on these dossiers.',
    'Files handed in: name and content.',
    'Messages sent: where to, and their words.',
    'The account on the portal, its sessions and unfinished filings.',
  ],
  goesRepresentative: [
    'Name, personal number, phone and what was noted of the authority.',
    'Messages sent to this person: where to, and their words.',
    'The account on the portal, its sessions and unfinished filings.',
  ],
  goesOwnToo: 'Where this person has dossiers of their own, those are erased as an applicant’s.',
  stays: 'What stays, and why',
  staysBoth: [
    [
      'Code, procedure, moments, and who handled it.',
      'The chain of proof must verify; it holds codes and moments, no names.',
    ],
    [
      'Figures of on time, late and time taken.',
      'The agency must report them; they are not tied to the applicant.',
    ],
    [
      'One line for each erasure, with the reason below.',
      'So that it is known who erased, when and on whose request.',
    ],
  ],
  staysApplicant: [
    'That there was a file: its size, type and checksum.',
    'So that the list of papers and the proof of the dossier still agree.',
  ],
  staysRepresentative: [
    'The dossier and papers of the applicant, the written authority among them.',
    'They are the applicant’s, who has not asked.',
  ],
  staysBackups: [
    'Backups, until they are rotated.',
    'They are only used to restore; the city sets how long they are kept.',
  ],
  openTitle: 'Not yet',
  open: (count) =>
    `Dossiers of this person that are not closed: ${count}. Erase after they were returned, withdrawn or stopped:`,
  reason: 'Reason, number of the request (kept)',
  reasonShort: 'Give the reason, at least 3 letters.',
  confirm: (code) => `Type the dossier’s code ${code} to confirm`,
  confirmWrong: (code) => `That is not the code. The code is ${code}.`,
  send: 'Erase for good',
  back: 'Back to the dossier',
  gone: 'The personal data of this dossier was erased before.',
  doneTitle: 'Erased',
  done: (count) => `The applicant is gone from these dossiers (${count}):`,
  doneRepresented: (count) => `The representative is gone from these dossiers (${count}):`,
  doneAccounts: (count) =>
    count === 0 ? 'This person has no account on the portal.' : `Accounts on the portal erased: ${count}.`,
  doneAfter: 'Files and sent messages follow within minutes. The chain of proof is whole.',
  fileErased: 'file erased on request',
}
