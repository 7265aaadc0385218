const trackingLink = '/tra-cuu/qr/'

/**
 * An address as the log keeps it: without what stands behind "?" and without a tracking token, because those may open a dossier. By the
 * route too (undefined where none was found), because an address may spell its letters as `%71`.
 */
export const addressForLog = (url: string, route: string | undefined): string =>
  route?.startsWith(trackingLink) === true
    ? `${trackingLink}…`
    : url.replace(/\?.*$/, '').replace(/(\/tra-cuu\/qr\/).*/, '$1…')
