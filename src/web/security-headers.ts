import helmet from 'helmet';
import type { RequestHandler } from 'express';

/**
 * Headers of every page: nothing from elsewhere, no inline script or style, no framing, no guessing of types. `secure` is true
 * when people reach the site by https: only then do HSTS and upgrade-insecure-requests make sense.
 */
export function securityHeaders(settings: { readonly secure: boolean }): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        // A voice note is listened to before it is sent.
        mediaSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        workerSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        objectSrc: ["'none'"],
        ...(settings.secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: settings.secure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    // Not no-referrer: browsers would then send "Origin: null" with our own forms.
    referrerPolicy: { policy: 'same-origin' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
    // An agent cluster of its own only exists for https and localhost; elsewhere browsers warn.
    originAgentCluster: settings.secure,
  });
}

/** Powerful features that no page of ours uses. */
export const permissionsPolicy: RequestHandler = (_request, response, next) => {
  response.setHeader('Permissions-Policy', 'camera=(), geolocation=(), microphone=(self), payment=(), usb=()');
  next();
};
