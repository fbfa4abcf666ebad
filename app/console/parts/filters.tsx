'use client'

import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { type FormEvent, type ReactNode, useId } from 'react'
import { useText } from '../frame/text.tsx'

/** The filters of a list. They are in the page's URL, so a reload and a link keep them. */
export function useFilters<Name extends string>(names: readonly Name[]) {
  const given = useSearchParams()
  const router = useRouter()
  const pathname = usePathname()
  const values = Object.fromEntries(names.map((name) => [name, given.get(name) || undefined]))
  function set(changed: Partial<Record<Name, string | undefined>>) {
    const next = Object.entries({ ...values, ...changed }).filter(([, value]) => value)
    const search = new URLSearchParams(next as [string, string][]).toString()
    router.replace(search ? `${pathname}?${search}` : pathname, { scroll: false })
  }
  return { values: values as Record<Name, string | undefined>, set, clear: () => router.replace(pathname) }
}

type BarProps = { children: ReactNode; onApply: (form: FormData) => void; onClear?: (() => void) | undefined }

/** The filter fields. Text applies after Enter or the button. */
export function FilterBar({ children, onApply, onClear }: BarProps) {
  const { t } = useText()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    onApply(new FormData(event.currentTarget))
  }
  return (
    <search aria-label={t('filter.label')}>
      <form className="filters" onSubmit={submit}>
        {children}
        <button type="submit">{t('filter.apply')}</button>
        {onClear && (
          <button type="button" className="plain-button" onClick={onClear}>
            {t('filter.clear')}
          </button>
        )}
      </form>
    </search>
  )
}

type FieldProps = {
  name: string
  label: string
  value: string | undefined
  type?: 'text' | 'search' | 'date' | 'number'
}

export function FilterText({ name, label, value = '', type = 'text' }: FieldProps) {
  const id = useId()
  return (
    <p>
      <label htmlFor={id}>{label}</label>
      <input key={value} id={id} name={name} type={type} defaultValue={value} maxLength={200} />
    </p>
  )
}

type ChoiceProps = {
  name: string
  label: string
  value: string | undefined
  choices: [string, string][]
  /** The label of the empty choice. */
  any?: string
  /** There is no empty choice. */
  isRequired?: boolean
}

export function FilterChoice({ name, label, value = '', choices, any, isRequired }: ChoiceProps) {
  const { t } = useText()
  const id = useId()
  return (
    <p>
      <label htmlFor={id}>{label}</label>
      <select
        key={value}
        id={id}
        name={name}
        defaultValue={value}
        onChange={(event) => event.target.form?.requestSubmit()}
      >
        {!isRequired && <option value="">{any ?? t('filter.any')}</option>}
        {choices.map(([choice, text]) => (
          <option key={choice} value={choice}>
            {text}
          </option>
        ))}
      </select>
    </p>
  )
}
