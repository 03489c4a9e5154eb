import { openPage } from '../services.ts';
import { askedOf } from './asked.ts';
import { en } from './en.ts';
import { km } from './km.ts';
import { presentPublished } from './present.ts';

/** The figures of a quarter for everybody: no number in them points at anybody. */
export const statisticsPage = openPage({
  path: '/statistics',
  permission: 'public',
  audit: { none: 'Published figures; nothing about anybody' },
  strings: { km, en },
  template: 'open/statistics',
  async show(request) {
    const { services, query } = request;
    const [published, book] = await Promise.all([services.published(askedOf(query)), services.book()]);
    return { kind: 'page', data: presentPublished(request, book, published) };
  },
});
