import type { TemplateKey, Wording } from './templates.ts'

/** The notices in English, sentence by sentence as the Vietnamese ones. */
export const wordingEn: Record<TemplateKey, Wording> = {
  'dossier.submitted': {
    subject: 'Dossier {code} has arrived',
    sentences: [
      '{agency} received dossier {code} at {at}: {procedure}.',
      'It belongs to the linked filing {linkedCode}.',
      'You will be told by {answerBy} whether it is accepted.',
      'Nothing more is needed from you now.',
      'Follow it at {link}',
    ],
  },
  'dossier.accepted': {
    subject: 'Dossier {code} is accepted, result on {appointment}',
    sentences: [
      '{agency} accepted dossier {code} at {at}.',
      'Handled by {officer}.',
      'The result is promised for {appointment}, at {returnPlace}.',
      'Nothing more is needed from you now.',
      'Follow it at {link}',
    ],
  },
  'dossier.refused': {
    subject: 'Dossier {code} is not accepted',
    sentences: [
      '{agency} did not accept dossier {code} at {at}.',
      'Handled by {officer}.',
      'Reason: {reason}.',
      'What to do: {guidance}.',
      'Linked procedures that do not begin without this result: {never}.',
      'Follow it at {link}',
    ],
  },
  'in-progress': {
    subject: 'Dossier {code} is in progress',
    sentences: [
      'Dossier {code} has been in progress at {agency} since {at}.',
      'Handled by {officer}.',
      'The result is promised for {appointment}.',
      'Nothing more is needed from you now.',
      'Follow it at {link}',
    ],
  },
  'supplement.requested': {
    subject: 'Dossier {code} needs a supplement',
    sentences: [
      '{agency} asked at {at} for a supplement to dossier {code}.',
      'Handled by {officer}.',
      'Needed: {missing}.',
      'Reason: {reason}.',
      'Guidance: {guidance}.',
      'What to do: send it on the tracking page or bring it to any one-stop desk. The time of waiting does not count towards the deadline.',
      'Follow it at {link}',
    ],
  },
  'supplement.received': {
    subject: 'The supplement to dossier {code} has arrived',
    sentences: [
      '{agency} received the supplement to dossier {code} at {at}.',
      'The result is promised for {appointment}.',
      'Nothing more is needed from you now.',
      'Follow it at {link}',
    ],
  },
  'duty.required': {
    subject: 'A payment is due for dossier {code}',
    sentences: [
      '{agency} asked at {at} for the payment of the {duty} for dossier {code}.',
      'Amount: {amount}.',
      'Handled by {officer}.',
      'Reason: {reason}.',
      'What to do: pay as the tracking page says. The time of waiting does not count towards the deadline.',
      'Follow it at {link}',
    ],
  },
  'duty.paid': {
    subject: 'The payment for dossier {code} is recorded',
    sentences: [
      '{agency} recorded the payment for dossier {code} at {at} and goes on handling it.',
      'The result is promised for {appointment}.',
      'Follow it at {link}',
    ],
  },
  'appointment.extended': {
    subject: 'Our apology and a new appointment for dossier {code}',
    sentences: [
      '{agency} apologises that dossier {code} is not finished as promised.',
      'Reason: {reason}.',
      'New appointment: {newAppointment}, at {returnPlace}.',
      'Handled by {officer}.',
      'Follow it at {link}',
    ],
  },
  'dossier.finished': {
    subject: 'The result of dossier {code} is ready',
    sentences: [
      '{agency} finished dossier {code} at {at}.',
      'Handled by {officer}.',
      'What to do: fetch the result with your receipt at {returnPlace}, or as you chose at filing.',
      'Linked procedures that do not begin without this result: {never}.',
      'Follow it at {link}',
    ],
  },
  'result.returned': {
    subject: 'The result of dossier {code} was handed over',
    sentences: [
      'The result of dossier {code} was handed over at {returnPlace}, {at}.',
      'Handed over by {officer}.',
      'If you have not received it, tell {returnPlace} at once.',
    ],
  },
  'dossier.withdrawn': {
    subject: 'Dossier {code} was withdrawn',
    sentences: [
      'Dossier {code} was withdrawn as asked, {at}.',
      'Linked procedures that do not begin without this result: {never}.',
      'If you did not ask for it, tell {agency} at once.',
    ],
  },
  'dossier.stopped': {
    subject: 'Dossier {code} was stopped',
    sentences: [
      '{agency} stopped handling dossier {code} at {at}.',
      'Reason: {reason}.',
      'Basis: {basis}.',
      'Handled by {officer}.',
      'If you disagree, you may comment or complain to {agency}.',
      'Linked procedures that do not begin without this result: {never}.',
      'Follow it at {link}',
    ],
  },
}
