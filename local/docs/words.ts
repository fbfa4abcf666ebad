import type { Text } from '#lib/env/variables/types'
import { englishTypes, type TypeWords } from '#lib/openapi/fields'
import type { Language } from './markdown.ts'

/** The words of the generated parts of docs/api.md. */
export const words = {
  scope: { en: 'scope', ko: '권한' },
  allows: { en: 'what it allows', ko: '허용하는 동작' },
  policy: { en: 'policy', ko: '정책' },
  times: { en: 'requests an hour', ko: '시간당 요청 수' },
  status: { en: 'status', ko: '상태 코드' },
  code: { en: 'code', ko: '코드' },
  title: { en: 'meaning', ko: '의미' },
  field: { en: 'field', ko: '필드' },
  place: { en: 'in', ko: '위치' },
  what: { en: 'description', ko: '설명' },
  path: { en: 'path', ko: '경로' },
  query: { en: 'query', ko: '쿼리' },
  body: { en: 'body', ko: '본문' },
  header: { en: 'header', ko: '헤더' },
  required: { en: 'required', ko: '필수' },
  noKey: { en: 'no key needed', ko: '키 불필요' },
  owner: { en: 'only `API_SECRET_KEY`', ko: '`API_SECRET_KEY` 전용' },
  or: { en: ' or ', ko: ' 또는 ' },
  forAll: { en: 'for all users', ko: '모든 사용자' },
  forApps: { en: 'for apps', ko: '앱' },
  limit: { en: 'limit', ko: '요청 제한' },
  answers: { en: 'Answers', ko: '응답' },
  noData: { en: 'no data', ko: '데이터 없음' },
  also: { en: 'also as', ko: '다른 응답 형식:' },
  errors: { en: 'Errors', ko: '오류' },
  ofLists: {
    en: 'The [fields of lists](#lists) as well.',
    ko: '[목록의 공통 필드](#목록)도 사용할 수 있습니다.',
  },
  common: { en: 'the [common ones](#errors)', ko: '[공통 오류](#오류)' },
} satisfies Record<string, Text>

export const typeWords: Record<Language, TypeWords> = {
  en: englishTypes,
  ko: {
    arrayOf: (name) => `${name} 배열`,
    range: (least, most, isText) => `${least}~${most}${isText ? '자' : ''}`,
    preset: (value) => `기본값 ${value}`,
  },
}
