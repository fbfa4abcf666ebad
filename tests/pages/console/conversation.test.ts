import { expect, it } from 'vitest'
import { consoleUrl, expectAccessible, signedIn, sizes, untilLoaded } from '#tests/pages/console/support'
import { api, ask, call, chat, dataOf } from '#tests/support/api'
import { withBrowser } from '#tests/support/browser'
import { script } from '#tests/support/model'
import { newUser } from '#tests/support/names'

const visit = withBrowser()

const markdown = [
  '# The plan',
  'Some **bold** words, a [link](https://example.com), a [trap](javascript:alert(1)) and <b>raw HTML</b>.',
  '| city | heat |\n| --- | --- |\n| Seoul | 21 |',
  '```js\nconst answer = 42\n```',
  '- [x] done\n- [ ] open',
  '![a map](https://example.com/map.png)',
].join('\n\n')

it.each(Object.entries(sizes))(
  'shows an answer as Markdown without its HTML, on a %s window',
  async (_, viewport) => {
    const { conversationId } = await ask({ userId: newUser(), message: script('Plan', { answer: markdown }) })
    await visit(
      consoleUrl(`/conversations/${conversationId}`),
      async (page) => {
        await page.getByRole('cell', { name: 'Seoul' }).waitFor()
        const answer = page.locator('[data-role=assistant]')
        await answer.getByRole('heading', { name: 'The plan' }).waitFor()
        expect(await answer.locator('b').filter({ hasText: 'raw HTML' }).count()).toBe(0)
        expect(await answer.locator('img').count()).toBe(0)
        const link = answer.getByRole('link', { name: 'link', exact: true })
        expect(await link.getAttribute('rel')).toContain('noopener')
        expect(await answer.locator('[href^="javascript:"]').count()).toBe(0)
        await expectAccessible(page)
      },
      { ...(await signedIn()), viewport },
    )
  },
)

it('shows the attempts of an answer', async () => {
  const message = script('Twice', { status: 500 }, { answer: 'At last' })
  const { conversationId, jobId } = await ask({ userId: newUser(), message })
  await visit(
    consoleUrl(`/conversations/${conversationId}`),
    async (page) => {
      await page.getByText('At last').last().waitFor()
      await page.locator('.job summary').click()
      await page.getByText(jobId).waitFor()
      const attempts = page.getByRole('list', { name: 'Attempts' }).getByRole('listitem')
      await attempts.nth(1).waitFor()
      expect(await attempts.count()).toBe(2)
      expect(await attempts.first().textContent()).toContain('Failed')
      expect(await attempts.last().textContent()).toContain('Completed')
      await expectAccessible(page)
    },
    await signedIn(),
  )
})

it('shows why a message was not answered, and lets the owner retry it', async () => {
  const message = script('Refused once', { status: 400 }, { answer: 'Now it works' })
  const failed = await chat({ userId: newUser(), message })
  expect(failed.status).toBe(502)
  const { conversationId } = (await call('GET', `/api/jobs/${failed.body.jobId}`)).body.data
  await visit(
    consoleUrl(`/conversations/${conversationId}`),
    async (page) => {
      await page.getByText('This message was not answered').waitFor()
      await expectAccessible(page)
      await page.getByRole('button', { name: 'Retry' }).click()
      await page.locator('[data-role=assistant]').getByText('Now it works').waitFor()
    },
    await signedIn(),
  )
})

it('shows tool calls and images of a message, folded', async () => {
  const user = newUser()
  const tools = [{ type: 'function', name: 'weather', parameters: { type: 'object' } }]
  const text = script('Weather', {
    calls: [{ id: 'call_1', name: 'weather', arguments: '{"city":"Seoul"}' }],
  })
  const image_url = `data:image/gif;base64,${'R0lGODlhAQABAAAAACwAAAAAAQABAAA='}`
  const content = [
    { type: 'input_text', text },
    { type: 'input_image', image_url },
  ]
  const input = [{ role: 'user', content }]
  const answered = await call('POST', '/v1/responses', { body: { model: 'gpt-test', user, input, tools } })
  expect(answered.status).toBe(200)
  const listed = await call('GET', `/api/conversations?userId=${user}`)
  await visit(
    consoleUrl(`/conversations/${listed.body.data.conversations[0].conversationId}`),
    async (page) => {
      await page.getByText('Calls weather').click()
      await page.getByText('"city": "Seoul"').waitFor()
      await page.getByText('Image', { exact: true }).click()
      await page.getByRole('img', { name: 'Image of the message' }).waitFor()
      await expectAccessible(page)
    },
    await signedIn(),
  )
})

it('loads the rest of a long text', async () => {
  const words = { answer: 'word ', times: 40_000 }
  const { conversationId } = await ask({ userId: newUser(), message: script('Long', words) })
  await visit(
    consoleUrl(`/conversations/${conversationId}`),
    async (page) => {
      const shown = () => page.locator('[data-role=assistant]').textContent()
      await page.getByRole('button', { name: 'Show all' }).click()
      await expect.poll(async () => (await shown())?.match(/word/g)?.length).toBe(40_000)
    },
    await signedIn(),
  )
})

it('links from a message to its branches, and from a branch back', async () => {
  const userId = newUser()
  const { conversationId, messageId } = await ask({ userId, message: 'Say it' })
  const params = { path: { id: messageId } }
  const branch = await dataOf(
    api.POST('/api/messages/{id}/regenerate', { params, body: { userId, wait: 0 } }),
  )
  await visit(
    consoleUrl(`/conversations/${conversationId}`),
    async (page) => {
      await page.getByRole('navigation', { name: 'Other versions' }).getByRole('link').click()
      await page.waitForURL(`**/conversations/${branch.conversationId}`)
      await page.getByRole('link', { name: `Branch of conversation ${conversationId}` }).click()
      await page.waitForURL(`**/conversations/${conversationId}#message-*`)
      await untilLoaded(page)
    },
    await signedIn(),
  )
})
