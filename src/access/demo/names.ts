type Name = readonly [khmer: string, latin: string];

const families: readonly Name[] = [
  ['សុខ', 'Sok'],
  ['ចាន់', 'Chan'],
  ['គឹម', 'Kim'],
  ['លី', 'Ly'],
  ['ហេង', 'Heng'],
  ['នួន', 'Nuon'],
  ['ប៉ែន', 'Pen'],
  ['មាស', 'Meas'],
  ['ឈឹម', 'Chhim'],
  ['ទេព', 'Tep'],
  ['រស់', 'Ros'],
  ['កែវ', 'Keo'],
  ['ព្រំ', 'Prum'],
  ['អ៊ុក', 'Ouk'],
  ['យិន', 'Yin'],
  ['ម៉ៅ', 'Mao'],
  ['សាន', 'San'],
];

const given: readonly Name[] = [
  ['សុភា', 'Sophea'],
  ['ដារ៉ា', 'Dara'],
  ['ចន្ថា', 'Chantha'],
  ['បុប្ផា', 'Bopha'],
  ['វិសាល', 'Visal'],
  ['ស្រីមុំ', 'Sreymom'],
  ['រតនា', 'Ratana'],
  ['សុវណ្ណ', 'Sovann'],
  ['មករា', 'Makara'],
  ['កល្យាណ', 'Kalyan'],
  ['ពិសិដ្ឋ', 'Piseth'],
  ['ធារី', 'Theary'],
  ['សុខា', 'Sokha'],
  ['ណារិន', 'Narin'],
  ['ចិន្តា', 'Chenda'],
  ['រិទ្ធី', 'Rithy'],
  ['សុជាតា', 'Socheata'],
  ['បូរី', 'Borey'],
  ['ម៉ាលីស', 'Malis'],
  ['វុទ្ធី', 'Vuthy'],
  ['សុភាព', 'Sopheap'],
  ['គន្ធា', 'Kunthea'],
  ['សម្បត្តិ', 'Sambath'],
];

/** A made-up name for the n-th demo person, in Khmer and Latin letters: no two alike among the first 391. */
export function demoName(n: number): { readonly name: string; readonly nameLatin: string } {
  const [familyKhmer, familyLatin] = families[n % families.length] ?? ['', ''];
  const [givenKhmer, givenLatin] = given[n % given.length] ?? ['', ''];
  return { name: `${familyKhmer} ${givenKhmer}`, nameLatin: `${familyLatin} ${givenLatin}` };
}
