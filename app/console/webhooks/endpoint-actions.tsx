'use client'

import Link from 'next/link'
import { useText } from '../frame/text.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { Secret } from '../parts/secret.tsx'
import { useConfirm } from '../parts/use-confirm.tsx'
import { EndpointFields, endpointOf } from './endpoint-fields.tsx'
import type { Endpoint } from './endpoints.tsx'
import { useWebhookRights } from './rights.ts'
import { useEndpointChanges } from './use-endpoint-changes.ts'

/** Actions on an endpoint. */
export function EndpointActions({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useText()
  const { canManage } = useWebhookRights()
  const { ask, dialog } = useConfirm()
  const { update, test, rotate, remove, secret, clearSecret, isBusy } = useEndpointChanges(
    endpoint.endpointId,
  )
  const askRotate = () =>
    ask({
      title: t('webhooks.rotateTitle'),
      children: t('webhooks.rotateNote'),
      verb: t('webhooks.rotate'),
      onConfirm: rotate,
    })
  const askDelete = () =>
    ask({
      title: t('webhooks.deleteTitle'),
      children: t('webhooks.deleteNote', { url: endpoint.url }),
      verb: t('action.delete'),
      onConfirm: remove,
    })
  const buttons: [string, () => void][] = [
    [t('webhooks.test'), test],
    [
      t(endpoint.enabled ? 'webhooks.disable' : 'webhooks.enable'),
      () => update({ enabled: !endpoint.enabled }),
    ],
    [t('webhooks.rotate'), askRotate],
    [t('action.delete'), askDelete],
  ]
  return (
    <span className="row-actions">
      <Link href={`/console/webhooks?endpointId=${endpoint.endpointId}`} prefetch={false}>
        {t('webhooks.deliveries')}
      </Link>
      {canManage && (
        <>
          <FormDialog
            trigger={
              <button type="button" className="small-button">
                {t('webhooks.edit')}
              </button>
            }
            title={t('webhooks.edit')}
            verb={t('action.save')}
            onSubmit={(form) => update(endpointOf(form))}
          >
            <EndpointFields given={endpoint} />
          </FormDialog>
          {buttons.map(([label, act]) => (
            <button key={label} type="button" className="small-button" disabled={isBusy} onClick={act}>
              {label}
            </button>
          ))}
        </>
      )}
      {dialog}
      {secret !== undefined && (
        <Secret
          title={t('webhooks.secretTitle')}
          note={t('webhooks.secretNote')}
          secret={secret}
          onClose={clearSecret}
        />
      )}
    </span>
  )
}
