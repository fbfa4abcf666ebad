import type { ReactNode } from 'react'
import { readerLanguage } from '#app/reader-language'
import { type Bilingual, textIn } from './components/bilingual.tsx'
import './site.css'

const links: { place: 'header' | 'footer'; href: string; text: Bilingual }[] = [
  { place: 'header', href: '/console', text: ['Console', '콘솔'] },
  { place: 'header', href: '/docs', text: ['Reference', '레퍼런스'] },
  { place: 'header', href: '/connect', text: ['Connect', '연결'] },
  { place: 'header', href: '/errors', text: ['Errors', '오류'] },
  { place: 'footer', href: '/privacy', text: ['Privacy', '개인정보 처리방침'] },
]

/** Header, content and footer of the public pages. */
export default async function SiteLayout({ children }: { children: ReactNode }) {
  const language = await readerLanguage()
  const linksIn = (wanted: 'header' | 'footer') =>
    links
      .filter(({ place }) => place === wanted)
      .map(({ href, text }) => (
        <a key={href} href={href}>
          {textIn(language, text)}
        </a>
      ))
  return (
    <div className="site">
      <header lang={language}>
        <a className="brand" href="/" lang="en">
          GPTs API Server
        </a>
        <nav aria-label={textIn(language, ['Site', '사이트'])}>{linksIn('header')}</nav>
      </header>
      <main>{children}</main>
      <footer lang={language}>{linksIn('footer')}</footer>
    </div>
  )
}
