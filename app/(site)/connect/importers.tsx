import type { ReactNode } from 'react'
import type { Language } from '#app/languages'
import { defaultScopes } from '#lib/auth/challenge'
import { type Bilingual, textIn } from '../components/bilingual.tsx'
import { Code } from '../components/code.tsx'
import { inline } from '../components/inline.tsx'
import { Source } from './card.tsx'
import { instructions } from './instructions.ts'
import { registerGpt } from './key.ts'
import { texts } from './text.ts'

const gptEnd = {
  url: 'https://help.openai.com/en/articles/20001519',
  checked: null,
  because: [
    'We could not read OpenAI’s announcement itself, only texts that quote it.',
    'OpenAI의 공지 원문은 확인하지 못했고, 공지를 인용한 글만 확인했습니다.',
  ],
} as const

/** Apps that import an OpenAPI document, such as custom GPTs while they exist. */
export function Importers({ url, language }: { url: string; language: Language }) {
  const t = (pair: Bilingual) => inline(textIn(language, pair))
  const code = (caption: Bilingual, text: string) => (
    <Code caption={textIn(language, caption)} text={text} language={language} copy />
  )
  return (
    <section aria-labelledby="importers">
      <h2 id="importers">{textIn(language, texts.importers)}</h2>
      <p>{t(texts.importersLede)}</p>
      {code(['Import URL', '가져올 URL'], `${url}/openapi.json?profile=gpt`)}
      <p className="notice">{t(texts.gptEnd)}</p>
      <Source documentation={gptEnd} language={language} />
      <Folded title={textIn(language, ['Instructions for the model', '모델용 지침'])}>
        <p>
          {t([
            'If the key belongs to one person, replace the sentence that begins “Use the same userId” with “Leave userId out of every call.”',
            '한 사람 전용 키라면 “Use the same userId”로 시작하는 문장을 “Leave userId out of every call.”로 바꾸세요.',
          ])}
        </p>
        <Code
          caption={textIn(language, ['Instructions', '지침'])}
          text={instructions}
          language={language}
          copy
          prose
        />
      </Folded>
      <Folded title={textIn(language, ['A custom GPT, until then', '종료 전까지 커스텀 GPT 사용하기'])}>
        <ol className="steps">
          <li>
            {t([
              'In the GPT’s Configure tab, paste the instructions above. Under Actions, import the URL above.',
              'GPT의 Configure 탭에 위의 지침을 붙여 넣고, Actions에서 위의 URL을 가져옵니다(import).',
            ])}
          </li>
          <li>
            {t([
              'Under Authentication choose API Key with the type Bearer, and paste a key that you issued as above. Everyone who uses the GPT then acts with that key.',
              'Authentication에서 API Key를 선택하고 유형을 Bearer로 지정한 다음, 위에서 발급한 키를 붙여 넣습니다. GPT를 사용하는 모든 사람이 이 키를 함께 쓰게 됩니다.',
            ])}
          </li>
          <li>
            {t([
              'A GPT that you share needs a privacy policy:',
              'GPT를 공유하려면 개인정보 처리방침 주소가 필요합니다.',
            ])}
            {code(['Privacy policy', '개인정보 처리방침'], `${url}/privacy`)}
          </li>
        </ol>
      </Folded>
      <Folded title={textIn(language, ['Let each person sign in, by OAuth', '사용자별 OAuth 로그인'])}>
        <p>
          {t([
            'Each person then allows the GPT to act for them. They sign in with a personal key that you issued (one with a `userId`), and the GPT reaches only their conversations. Under Authentication choose OAuth and save: the editor shows the GPT’s callback URL. Register it, and enter the `client_id` and `client_secret` of the response in the form.',
            'GPT가 자신을 대신해 동작하도록 사용자가 각자 허용하는 방식입니다. 사용자는 미리 발급해 준 개인 키(`userId`를 지정한 키)로 로그인하며, GPT는 로그인한 사용자의 대화에만 접근할 수 있습니다. Authentication에서 OAuth를 선택하고 저장하면 편집 화면에 GPT의 콜백 URL이 표시됩니다. 이 URL을 등록한 다음, 응답으로 받은 `client_id`와 `client_secret`을 양식에 입력하세요.',
          ])}
        </p>
        {code(['Register the GPT', 'GPT 등록'], registerGpt(url))}
        {code(['Authorization URL', 'Authorization URL'], `${url}/oauth/authorize`)}
        {code(['Token URL', 'Token URL'], `${url}/oauth/token`)}
        {code(['Scope', 'Scope'], defaultScopes.join(' '))}
        <p>
          {t([
            'A client without a sign-in for 30 days is deleted: register it again.',
            '30일 동안 아무도 로그인하지 않은 클라이언트는 삭제됩니다. 삭제되면 다시 등록하세요.',
          ])}
        </p>
      </Folded>
    </section>
  )
}

function Folded({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details>
      <summary>{title}</summary>
      {children}
    </details>
  )
}
