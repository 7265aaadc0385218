import { invalid, type Refusal } from '#kernel'

export const unknownLinkedSet = (code: string): Refusal =>
  invalid(
    'set',
    {
      vi: `Không có nhóm thủ tục liên thông ${code} vào ngày này.`,
      en: `There is no set of linked procedures ${code} on this date.`,
    },
    'UnknownLinkedSet',
  )

export const notInLinkedSet = (index: number): Refusal =>
  invalid(
    `members.${index}.procedure`,
    {
      vi: 'Thủ tục này không thuộc nhóm liên thông, hoặc được nêu hai lần.',
      en: 'This procedure is not part of the linked set, or is named twice.',
    },
    'NotInLinkedSet',
  )
