import type { ApiNotes } from '#kernel'

/** The live line in the description of the API. */
export const apiNotes: ApiNotes = {
  'GET /api/live': {
    mime: 'text/event-stream',
    answers: 'event: position\nid: 1925\ndata: {"position":1925}\n\n',
  },
}
