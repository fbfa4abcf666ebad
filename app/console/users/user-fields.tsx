'use client'

import { useText } from '../frame/text.tsx'

type Given = { name: string | null; email: string | null }

export function UserFields({ given }: { given?: Given }) {
  const { t } = useText()
  return (
    <>
      <p>
        <label htmlFor="user-name">{t('users.name')}</label>
        <input id="user-name" name="name" maxLength={200} defaultValue={given?.name ?? ''} />
      </p>
      <p>
        <label htmlFor="user-email">{t('users.email')}</label>
        <input id="user-email" name="email" type="email" maxLength={320} defaultValue={given?.email ?? ''} />
      </p>
    </>
  )
}
