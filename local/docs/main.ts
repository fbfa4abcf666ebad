import { writeFile } from 'node:fs/promises'
import { root } from '../server.ts'
import { apiPage } from './api.ts'
import { configurationPage, envExample } from './configuration.ts'
import { architecturePage } from './layers.ts'

/** Returns every generated file with its text. A test checks that the committed files are up to date. */
export async function generatedFiles(): Promise<Record<string, string>> {
  return {
    'env.example': envExample(),
    'docs/configuration.md': configurationPage('en'),
    'docs/ko/configuration.md': configurationPage('ko'),
    'docs/architecture.md': await architecturePage(),
    'docs/api.md': await apiPage('en'),
    'docs/ko/api.md': await apiPage('ko'),
  }
}

if (import.meta.main)
  for (const [file, text] of Object.entries(await generatedFiles())) await writeFile(`${root}/${file}`, text)
