import { z } from 'zod';

import { parseReference } from '../../cases/index.ts';
import { attachFiles, fetchFile, type Attached } from '../../intake/index.ts';
import { formatInstant } from '../instants.ts';
import { fileResponse, multipart, operation, type Operation } from '../operation.ts';
import { readUpload } from '../read-upload.ts';
import { instant, receipt, reference } from '../shapes.ts';

const ofCase = z.object({ reference: reference.transform((typed) => parseReference(typed) ?? typed) });
const ofFile = ofCase.extend({ id: z.uuid() });
const file = z.string().meta({
  contentMediaType: 'application/octet-stream',
  description: 'JPEG, PNG, WebP, PDF or a sound recording, at most 10 MB; may be sent several times',
});
const attached = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        mediaType: z.string(),
        bytes: z.int(),
        addedAt: instant,
        state: z
          .enum(['kept', 'waiting'])
          .describe(
            'waiting: the virus scanner is away; nothing is lost, the file can be fetched when it has been looked at',
          ),
      }),
    ),
  })
  .meta({ id: 'Attached', description: 'What was attached' });
const refusals = { 409: 'The case has ended, or has as many attachments as are accepted' };

function present(all: readonly Attached[]): z.output<typeof attached> {
  return { items: all.map((each) => ({ ...each, addedAt: formatInstant(each.addedAt) })) };
}

/** Files that belong to a case: sent by complainants and staff, and fetched again. */
export const attachmentOperations: readonly Operation[] = [
  operation({
    method: 'POST',
    path: '/complaints/{reference}/attachments',
    id: 'attachToComplaint',
    tag: 'Complaints',
    summary: 'Attach files to a complaint',
    description: 'Pictures are written anew without what a camera adds to them, such as the place.',
    permission: 'receipt',
    audit: 'attachment.added',
    limit: 'attachments',
    request: { params: ofCase, body: multipart(z.object({ receipt, file })) },
    response: { 201: attached },
    refusals,
    async handler({ params, services, http }) {
      const { fields, files } = await readUpload(http);
      const actor = await services.proveReceipt(params.reference, fields['receipt'] ?? '');
      return {
        status: 201,
        body: present(await attachFiles(services.perform, services.files, actor, { ...params, files })),
      };
    },
  }),
  operation({
    method: 'POST',
    path: '/complaints/{reference}/attachments/{id}/download',
    id: 'fetchOwnAttachment',
    tag: 'Complaints',
    summary: 'Fetch a file of the own complaint',
    permission: 'receipt',
    audit: { none: 'the complainant reads their own case' },
    limit: 'lookup',
    request: { params: ofFile, body: z.strictObject({ receipt }) },
    response: { 200: fileResponse('The file, always as an attachment') },
    async handler({ actor, params, services }) {
      const { name, mediaType, content } = await services.perform(actor, fetchFile(services.files), {
        reference: params.reference,
        attachmentId: params.id,
      });
      return { status: 200, body: { content, mediaType, fileName: name } };
    },
  }),
  operation({
    method: 'POST',
    path: '/cases/{reference}/attachments',
    id: 'attachToCase',
    tag: 'Cases',
    summary: 'Attach files to a case',
    permission: { action: 'case.note' },
    audit: 'attachment.added',
    request: { params: ofCase, body: multipart(z.object({ file })) },
    response: { 201: attached },
    refusals: { 404: 'No such case, or not for this person', ...refusals },
    async handler({ actor, params, services, http }) {
      const { files } = await readUpload(http);
      return {
        status: 201,
        body: present(await attachFiles(services.perform, services.files, actor, { ...params, files })),
      };
    },
  }),
  operation({
    method: 'GET',
    path: '/cases/{reference}/attachments/{id}',
    id: 'fetchAttachment',
    tag: 'Cases',
    summary: 'Fetch a file of a case',
    permission: { action: 'case.read' },
    audit: 'case.read',
    request: { params: ofFile },
    response: { 200: fileResponse('The file, always as an attachment') },
    refusals: { 404: 'No such case or file, or not for this person; or the file has not been looked at yet' },
    async handler({ actor, params, services }) {
      const { name, mediaType, content } = await services.perform(actor, fetchFile(services.files), {
        reference: params.reference,
        attachmentId: params.id,
      });
      return { status: 200, body: { content, mediaType, fileName: name } };
    },
  }),
];
