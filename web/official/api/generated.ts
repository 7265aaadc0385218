/* Made by "./sauro openapi --types"; a test compares it with what the routes say. Instants are ISO text in UTC. */

/** Where the item stands after the act */
export type ActAnswer = {
  id: string
  version: number
  status: number
  appointment: string | null
  lead: number | null
}

export type ActName = 'accept' | 'refuse' | 'request-supplement' | 'supplement' | 'financial-duty' | 'pay' | 'forward' | 'complete-step' | 'rework' | 'consult' | 'answer' | 'assign' | 'take' | 'release' | 'finish' | 'return' | 'withdraw' | 'stop' | 'extend'

/** Whole where the permits say so, else masked */
export type ApplicantView = {
  name: string
  masked: boolean
  kind: string
  number: string | null
  phone: string | null
  address: string | null
}

/** Whose it is and how long in working minutes; ahead is still to come */
export type BarPart = {
  owner: 'desk' | 'head' | 'official' | 'applicant' | 'fee' | 'tax' | 'agency-city' | 'agency-outside' | 'counter' | 'outside' | 'ahead' | 'late'
  working_min: number
}

export type Duty = 'lead' | 'coordinate' | 'approve'

export type Erased = {
  id: string
  version: number
  status: number
  appointment: string | null
  lead: number | null
  /** Dossiers whose applicant is gone now */
  codes: string[]
  /** Dossiers of others whose representative is gone now */
  represented: string[]
  /** Accounts of the person that were erased */
  accounts: number
}

export type ErasurePlan = {
  applicant: ErasureReach | null
  representative: ErasureReach | null
}

export type ErasureReach = {
  /** Own dossiers: everything about the person goes */
  dossiers: string[]
  /** Dossiers of others that the person filed: only the representative goes */
  represented: string[]
  /** Those of them that are not closed; nothing is erased before they are */
  open: string[]
}

export type Evidence = 'verified' | 'secondary' | 'unverified'

export type FileView = {
  id: string
  name: string
  bytes: number
  type: string
  sha256: string
  state: 'uploaded' | 'clean' | 'refused'
  /** none: no scanner is set up here; waiting: it has not answered yet */
  scannedBy: string
  item: string | null
  createdAt: string
  erasedAt: string | null
}

export type FiledDossier = {
  id: string
  code: string
  /** Opens the tracking page together with the code */
  secret: string
  status: number
  version: number
  answerBy: string
}

export type HistoryLine = {
  at: string
  type: string
  text: Texts
  actor: PersonRef | null
  position: number | null
  words: Record<string, string>
}

export type ItemKind = 'dossier' | 'task' | 'report'

export type ItemPage = {
  rows: ItemRow[]
  next: string | null
}

export type ItemRow = {
  id: string
  code: string
  kind: ItemKind
  title: Texts
  applicant: string
  status: StatusView
  unit: UnitRef
  person: string | null
  filedAt: string
  appointment: string | null
  late: boolean
  remaining_working_min: number | null
}

export type ItemView = {
  id: string
  code: string
  kind: ItemKind
  version: number
  status: StatusView
  procedure: {
    code: string
    version: number
    name: Texts
  }
  channel: 'direct' | 'online' | 'post'
  units: {
    received: UnitRef
    competent: UnitRef
    returned: UnitRef
  }
  applicant: ApplicantView
  filedAt: string
  answerBy: string
  acceptedAt: string | null
  appointment: string | null
  firstAppointment: string | null
  lateFrom: string | null
  late: boolean
  finishedAt: string | null
  outcome: string | null
  remaining_working_min: number | null
  steps: StepView[]
  pauses: PauseView[]
  parts: PartView[]
  supplementRequests: number
  /** What the reader may do now */
  acts: ActName[]
}

export type LinkedFiled = {
  id: string
  code: string
  /** Opens the tracking page of all of them together with the code */
  secret: string
  items: {
    procedure: string
    id: string
    code: string
    status: number
    version: number
    answerBy: string
  }[]
  /** Procedures that begin when what they need is granted */
  waiting: string[]
}

export type LinkedMember = {
  procedure: {
    code: string
    name: Texts
  }
  agency: {
    code: string
    name: Texts
  }
  /** Procedures whose result it needs; none: it begins at once */
  after: string[]
  state: 'open' | 'granted' | 'ended' | 'ready' | 'waiting' | 'never'
  status: {
    code: number
    vi: string
    en: string
  } | null
  /** Null until it begins, and for a reader who may not open it */
  item: {
    id: string
    code: string
  } | null
  filedAt: string | null
  appointment: string | null
  /** While nothing is promised: the latest if every agency uses all its time */
  expected: string | null
  finishedAt: string | null
  late: boolean
  /** Why it could not be filed although its turn had come */
  held: Texts | null
}

export type LinkedSetView = {
  code: string
  name: Texts
  evidence: 'verified' | 'secondary' | 'unverified'
  legalBasis: {
    text: string
    evidence: 'verified' | 'secondary' | 'unverified'
  }[]
  elsewhere: Texts[]
  members: {
    procedure: {
      code: string
      name: Texts
    }
    after: string[]
  }[]
}

export type LinkedView = {
  id: string
  code: string
  set: {
    code: string
    name: Texts
    evidence: 'verified' | 'secondary' | 'unverified'
    legalBasis: {
      text: string
      evidence: 'verified' | 'secondary' | 'unverified'
    }[]
    elsewhere: Texts[]
  }
  filedAt: string
  whole: 'running' | 'done' | 'ended'
  /** The last appointment of all; null while one is not promised yet */
  appointment: string | null
  expected: string | null
  /** The agencies that are late: the receiving desk with its answer, an agency with its result */
  late: {
    procedure: {
      code: string
      name: Texts
    }
    agency: {
      code: string
      name: Texts
    }
    with: 'answer' | 'result'
  }[]
  members: LinkedMember[]
}

export type Me = {
  actor: null | {
    kind: 'staff' | 'applicant' | 'service'
    id: string
    name: string
    posts: {
      id: string
      unit: string
      role: string
      unitName: {
        vi: string
        en: string
      }
      roleName: {
        vi: string
        en: string
      }
    }[]
  }
  permits: {
    verb: string
    scope: 'own' | 'unit' | 'subtree' | 'city'
  }[]
  csrf: null | string
  signIn: ('oidc' | 'local')[]
}

export type OutboxMessage = {
  id: string
  item: string
  template: string
  status: number | null
  channel: 'sms' | 'email' | 'app'
  to: string | null
  state: string
  vi: {
    subject: string
    text: string
  } | null
  en: {
    subject: string
    text: string
  } | null
  attempts: number
  happenedAt: string
  queuedAt: string
  sentAt: string | null
  readAt: string | null
  failure: string | null
}

export type OwnerKind = 'desk' | 'head' | 'official' | 'applicant' | 'fee' | 'tax' | 'agency-city' | 'agency-outside' | 'counter' | 'outside'

export type PartView = {
  key: string
  name: Texts
  required: boolean
  originals: number
  copies: number
  files: string[]
}

export type PauseView = {
  kind: 'applicant' | 'fee' | 'tax'
  from: string
  to: string | null
}

export type PersonRef = {
  id: string
  name: string
}

export type ProcedureRow = {
  /** National code of the procedure */
  code: string
  name: {
    vi: string
    en: string
  }
  field: string
  fieldName: {
    vi: string
    en: string
  }
  levels: ('city' | 'commune')[]
  /** Where it is filed */
  place: 'here' | 'elsewhere' | 'never'
  why: string | null
  /** Null where it is known but not filed in this city */
  version: number | null
  onlineLevel: 'full' | 'partial' | 'none' | null
  sameDay: boolean | null
  allow: {
    amount: number
    unit: 'min' | 'h' | 'd' | 'wd' | 'm'
  } | null
}

export type ProcedureView = {
  /** National code of the procedure */
  code: string
  name: {
    vi: string
    en: string
  }
  field: string
  levels: ('city' | 'commune')[]
  legalBasis: {
    text: string
    evidence: 'verified' | 'secondary' | 'unverified'
  }[]
  channels: {
    channel: 'direct' | 'online' | 'post'
    allow: {
      amount: number
      unit: 'min' | 'h' | 'd' | 'wd' | 'm'
    }
    fees: {
      amount: number | null
      currency: string
      note: string
    }[]
  }[]
  parts: {
    key: string
    name: {
      vi: string
      en: string
    }
    originals: number
    copies: number
    required: boolean
    form: string | null
    digitalSource: string | null
  }[]
  subjects: ('citizen' | 'household-business' | 'business' | 'organisation')[]
  result: {
    vi: string
    en: string
  }
  onlineLevel: 'full' | 'partial' | 'none'
  partialReason: string | null
  sameDay: boolean
  cutOff: string | null
  afterSupplement: 'resume' | 'restart'
  financialDuty: 'none' | 'fee' | 'tax'
  competent: {
    level: 'city'
    unit: string
  } | {
    level: 'commune'
  }
  process: {
    id: string
    version: number
    steps: {
      key: string
      kind: 'work' | 'approve' | 'consult' | 'return'
      at: string
      duty: 'lead' | 'coordinate' | 'approve'
      next: {
        outcome: 'done' | 'approved' | 'rejected' | 'needs-supplement' | 'refuse' | 'consult'
        to: string
      }[]
      name: {
        vi: string
        en: string
      }
      role: 'clerk' | 'case-official' | 'unit-head' | 'deputy-head' | 'leader' | 'city-office' | 'home-affairs' | 'hotline' | 'inspector' | 'it' | 'cashier'
      responsibility: {
        vi: string
        en: string
      }
      product: {
        vi: string
        en: string
      }
      authority: {
        text: string
        evidence: 'verified' | 'secondary' | 'unverified'
      }
      allow: {
        amount: number
        unit: 'min' | 'h' | 'd' | 'wd' | 'm'
      }
    }[]
  }
  sources: {
    about: string
    text: string
    url: string | null
    evidence: 'verified' | 'secondary' | 'unverified'
  }[]
  version: number
  from: string
  to: string | null
  status: string
}

/** What happened, why and what to do now */
export type Refusal = {
  error: {
    /** Stable code */
    code: string
    message: {
      vi: string
      en: string
    }
    /** The input at fault, as a path */
    field?: string
    facts?: Record<string, unknown>
    /** Number of the request, for whoever asks for help */
    request: string
  }
}

/** The national status code and its name */
export type StatusView = {
  code: number
  vi: string
  en: string
}

/** A step with its six clears */
export type StepView = {
  no: number
  key: string
  name: Texts
  person: PersonRef | null
  unit: UnitRef
  role: string
  duty: Duty
  state: 'done' | 'open' | 'paused' | 'waiting'
  openedAt: string | null
  dueAt: string | null
  doneAt: string | null
  allowed_min: number
  worked_min: number | null
  responsibility: Texts
  product: Texts
  authority: string
  outcome: string | null
  outcomes: string[]
}

export type StoryLine = {
  kind: string
  text_vi: string
  text_en: string
  until: string | null
  evidence: Evidence | null
}

export type Texts = {
  vi: string
  en: string
}

export type TimePart = {
  from: string
  to: string
  min: number
  working_min: number
  owner: {
    kind: OwnerKind
    id: string | null
    name: string | null
  }
  step: number | null
  why: string
}

/** The parts touch, and their sum is the elapsed time */
export type TimeView = {
  elapsed_min: number
  parts: TimePart[]
}

export type TodayRow = {
  item: {
    id: string
    code: string
    kind: ItemKind
    version: number
    title: Texts
    applicant: string
    status: StatusView
    answerBy: string
    appointment: string | null
    stepsTotal: number
    acts: ActName[]
  }
  step: StepView | null
  remaining_working_min: number | null
  bar: BarPart[]
}

export type TodayView = {
  now: string
  rows: TodayRow[]
  next: string | null
}

/** Open steps of a unit, by the promise of each step */
export type UnitLoad = {
  open: number
  late: number
  dueToday: number
  unassigned: number
}

export type UnitRef = {
  code: string
  name: Texts
}

export type UnitView = {
  code: string
  parent: string | null
  kind: 'city' | 'department' | 'centre' | 'branch' | 'area-team' | 'commune' | 'commune-centre' | 'room' | 'office'
  name: {
    vi: string
    en: string
  }
  adminCode: string | null
}
