// A real OpenID Connect provider as a process of its own, for the tests of sign-on: prints its address when it serves.

import { createServer } from 'node:http'
import Provider from 'oidc-provider'

const [redirectUri = '', clientSecret = ''] = process.argv.slice(2)

const http = createServer()
http.listen(0, '127.0.0.1', () => {
  const address = http.address()
  if (address === null || typeof address === 'string') throw new Error('No address')
  const issuer = `http://127.0.0.1:${address.port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'linghang',
        client_secret: clientSecret,
        redirect_uris: [redirectUri],
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub'], profile: ['preferred_username', 'name'] },
    pkce: { required: () => true },
    // The login is the subject; what stands behind its last hyphen is its number there, before it the user name.
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: () => ({ sub, preferred_username: sub.replace(/-\d+$/, '') }),
    }),
  })
  http.on('request', (request, response) => void provider.callback()(request, response))
  process.stdout.write(`${issuer}\n`)
})
