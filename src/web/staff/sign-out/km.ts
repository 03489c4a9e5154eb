import type { Strings } from './en.ts';

export const km: Strings = {
  title: 'ចាកចេញ',
  text: 'អ្នកនឹងចាកចេញពីឧបករណ៍នេះ។',
  send: 'ចាកចេញ',
};
