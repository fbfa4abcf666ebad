# The server in three stages: pages by `next build`, production dependencies, and what runs.
# `npm run try:image` runs these steps without a container runtime, so keep to the instructions it knows
# (tests/deploy/dockerfile.ts) and to paths relative to WORKDIR in RUN.
FROM node:24-trixie-slim AS base
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1

FROM base AS pages
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev --ignore-scripts --no-audit --no-fund
COPY next.config.js tsconfig.json proxy.ts instrumentation.ts ./
COPY app app
COPY lib lib
COPY sql sql
COPY workers workers
RUN npx next build && rm -rf .next/cache .next/standalone

FROM base AS dependencies
COPY package.json package-lock.json .npmrc ./
# The optional packages bring Node and the compilers of `next build`: neither is needed to run.
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund
COPY deploy/trim.js deploy/trim.js
COPY --from=pages /app/.next .next
RUN node deploy/trim.js

FROM base AS runtime
COPY --from=dependencies /app/node_modules node_modules
COPY --from=pages /app/.next .next
COPY package.json next.config.js ./
COPY deploy/health.ts deploy/health.ts
COPY lib lib
COPY sql sql
COPY workers workers
USER node
ENV HOST=0.0.0.0 PORT=3000
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=10s --start-period=60s --retries=3 CMD ["node", "deploy/health.ts"]
CMD ["node", "lib/server/start.ts"]
