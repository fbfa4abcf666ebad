// Made by `npm run client` from the OpenAPI document. Don't edit.
export interface paths {
    "/api/chat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send message
         * @description Sends the user's message to the model and returns its answer. When the answer takes longer than the wait, returns status 202 with a jobId: then call getJob with it until the job has ended. Never send the same message again instead.
         */
        post: operations["sendMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/{id}/regenerate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Regenerate answer
         * @description Asks the model for another answer to a message, given by its own id or that of its answer. The new answer begins a branch: another conversation with all that was said before. The old one stays as it is.
         */
        post: operations["regenerateAnswer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/{id}/edit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Edit message
         * @description Puts another text in the place of a user's message, and returns the model's answer to it, in a branch: another conversation with all that was said before. The old one stays as it is.
         */
        post: operations["editMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get job
         * @description Returns a job and, once it has completed, the answer. With wait it holds the request until then. While status is queued or running, call it again; completed, failed and cancelled are final.
         */
        get: operations["getJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List attempts
         * @description Lists the attempts at a job, the first one first: when each began and ended and how, which model it asked, why it failed, and what it has cost.
         */
        get: operations["listAttempts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel job
         * @description Cancels a job that is queued or running; its model call is aborted. A job that has ended answers 409.
         */
        post: operations["cancelJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List jobs
         * @description Lists jobs, newest first, without their answers: by state, user, conversation, model, error code and time. With status=failed these are the dead letters: retryJob gives one another chance.
         */
        get: operations["listJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry job
         * @description Queues a failed job again, with all its attempts, at its old place in the conversation. Only a failed job can be retried; others answer 409.
         */
        post: operations["retryJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry jobs
         * @description Queues failed jobs again, the oldest first and at most limit of them: those of a user, a conversation, a model, an error code or a time, named by id, or all. While hasMore is true, call it again.
         */
        post: operations["retryJobs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel jobs
         * @description Cancels jobs that are queued or running, the newest first and at most limit of them: those of a user, a conversation, a model, a state or a time, named by id, or all. While hasMore is true, call it again.
         */
        post: operations["cancelJobs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get user
         * @description Returns a user, the last answer in the newest conversation, and how much was used today and this month.
         */
        get: operations["getUser"];
        put?: never;
        /**
         * Create user
         * @description Adds a user with a name and an e-mail address. Not needed before sendMessage, which adds unknown users.
         */
        post: operations["createUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete user
         * @description Deletes a user with every conversation, message and job, for good; answers under way are given up. What they used stays in the sums, without their name. A large user is gone at once and deleted in parts: status 202.
         */
        delete: operations["deleteUser"];
        options?: never;
        head?: never;
        /**
         * Update user
         * @description Changes a user's name or e-mail address: what is left out stays, and null takes it away.
         */
        patch: operations["updateUser"];
        trace?: never;
    };
    "/api/search/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search users
         * @description Lists users, the newest first or by their last message, each with the last request and what was used this month; with query only those whose userId, name or e-mail address contains all its words.
         */
        get: operations["searchUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export user
         * @description Gives everything that is kept about a user as NDJSON: one object a line, named by its type. The last line has the type end and counts the others; if it has the type error or is missing, the export is not complete. MCP and format=json only get the counts.
         */
        get: operations["exportUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deletions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get deletion
         * @description Tells how far the deletion of a large user has come, for 30 days after its end.
         */
        get: operations["getDeletion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List conversations
         * @description Lists conversations, newest first: those of a user, of a status, of a model, of a span of time, or the branches of one.
         */
        get: operations["listConversations"];
        put?: never;
        /**
         * Create conversation
         * @description Starts an empty conversation. Not needed before sendMessage, which starts one by itself.
         */
        post: operations["createConversation"];
        /**
         * Delete conversations
         * @description Deletes a user's conversations with their messages and jobs, for good: those that fit every filter, the oldest first and at most limit of them. While hasMore is true, call it again.
         */
        delete: operations["deleteConversations"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/search/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search conversations
         * @description Finds conversations whose title, or one of whose messages, contains all words of query, in any language: of one user or of all, the newest match first, each with the text around it. Go on at nextCursor.
         */
        get: operations["searchConversations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get conversation
         * @description Returns one conversation: its title, whose it is, how many messages it has, and when it last changed.
         */
        get: operations["getConversation"];
        put?: never;
        post?: never;
        /**
         * Delete conversation
         * @description Deletes one of a user's conversations with its messages and jobs, for good; an answer that is under way is given up.
         */
        delete: operations["deleteConversation"];
        options?: never;
        head?: never;
        /**
         * Rename conversation
         * @description Gives a conversation another title. Its place in lists stays: nobody has written to it.
         */
        patch: operations["renameConversation"];
        trace?: never;
    };
    "/api/conversations/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export conversation
         * @description Gives a whole conversation as a file: as Markdown to read, or as JSON with everything that was sent and answered. MCP gets what the conversation is: listMessages has its messages.
         */
        get: operations["exportConversation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List messages
         * @description Lists the messages of a conversation, oldest first, or newest first with order=newest. A page holds fewer than limit if they are long: go on at nextCursor or nextOffset. A text that was cut has a nextOffset: getMessage gives the rest.
         */
        get: operations["listMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get message
         * @description Returns one message, with as much of its text as fits into an answer. Of a longer one it says at which offset to call again: the pieces put together are the whole text.
         */
        get: operations["getMessage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List webhook deliveries
         * @description Lists the webhooks that were or are to be sent to endpoints and to the callbackUrl of a chat, newest first, with what the receiver answered to each attempt: by endpoint, job, user, event, state and time. A long page holds fewer than limit: go on at nextCursor.
         */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Test webhook
         * @description Sends a signed webhook of the type webhook.test to an endpoint or a URL, once, as other webhooks are sent. listWebhookDeliveries then tells what the receiver answered.
         */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Redeliver webhook
         * @description Sends a webhook again that was delivered or has failed, with all its attempts anew and the same webhook-id. A receiver that had it already knows it by that id.
         */
        post: operations["redeliverWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Redeliver webhooks
         * @description Sends failed webhooks again, the oldest first and at most limit of them, with all their attempts anew and the same webhook-id: those to an endpoint, of a user, an event or a time, or all. Tests are not, nor what went to an endpoint that is disabled or a subscription that has ended.
         */
        post: operations["redeliverWebhooks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhook-endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List webhook endpoints
         * @description Lists the endpoints that get webhooks, newest first: which events of whom, whether they are enabled, and since when they fail. Never their secrets.
         */
        get: operations["listWebhookEndpoints"];
        put?: never;
        /**
         * Create webhook endpoint
         * @description Creates an endpoint: an https URL that gets a signed webhook at every event, whoever asked. The answer holds the secret that verifies them, which is shown this once. A key for all users needs the scope admin.
         */
        post: operations["createWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhook-endpoints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get webhook endpoint
         * @description Returns one endpoint: its URL and events, whether it is enabled or why not, and since when it fails. listWebhookDeliveries with its id tells what was sent.
         */
        get: operations["getWebhookEndpoint"];
        put?: never;
        post?: never;
        /**
         * Delete webhook endpoint
         * @description Deletes an endpoint with its secret and the record of its deliveries; what was still to be sent to it is not. To stop it for a while, disable it with updateWebhookEndpoint.
         */
        delete: operations["deleteWebhookEndpoint"];
        options?: never;
        head?: never;
        /**
         * Update webhook endpoint
         * @description Changes an endpoint: its URL, to which pending webhooks then go too, its events, its description, or whether it is enabled. What is left out stays.
         */
        patch: operations["updateWebhookEndpoint"];
        trace?: never;
    };
    "/api/webhook-endpoints/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate webhook endpoint secret
         * @description Gives an endpoint a new secret, which the answer shows this once. For a day the secret before it signs as well, so that no webhook fails while the receiver is changed.
         */
        post: operations["rotateWebhookEndpointSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get overview
         * @description Summarizes the state of a user or of the whole server: open jobs, usage today and in the last 7 and 30 days, dead letters by error, open circuits, failing webhooks, and budgets near their limit, each with the URL of its list.
         */
        get: operations["getOverview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List models
         * @description Lists the models that the caller's key may use, with names, prices and their sources, limits, fallbacks, and each circuit breaker with its last error. With the scope admin it also returns the providers and their last check.
         */
        get: operations["listModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get usage
         * @description Returns model calls, answers, failures, tokens, cost and latency up to this moment: totals, and a series by hour, day or month in any time zone, for one user or all, split by user, model or API key.
         */
        get: operations["getUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/budgets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get budgets
         * @description Returns the budgets of a user, or of the whole server, with the amounts spent, reserved for running calls, and remaining, and the time of each budget's next reset.
         */
        get: operations["getBudgets"];
        /**
         * Set budget
         * @description Limits the spending of a user, or of the whole server without userId, in a day or a month, in tokens or US dollars. Answers above the soft limit carry a warning; the hard limit is never exceeded. Without either limit the budget is removed.
         */
        put: operations["setBudget"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/budgets/all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List budgets
         * @description Lists the budgets of all users and of the server, the most used first. With usedPercentMin, lists only the budgets that are at least this much used.
         */
        get: operations["listBudgets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List keys
         * @description Lists the API keys that were issued, newest first, with their scopes, user, last use, what each has used this month, the budgets of its user, and whether they are active. Never the keys themselves.
         */
        get: operations["listKeys"];
        put?: never;
        /**
         * Create key
         * @description Issues an API key for a GPT, a client or a script, with scopes of its own, and if wanted for one user alone. The answer holds the key, which is shown this once. Only API_SECRET_KEY may issue keys.
         */
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke key
         * @description Revokes an API key for good: within seconds it is refused everywhere. A key that is revoked already stays as it is. Its usage is kept.
         */
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-ins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List sign ins
         * @description Lists who is signed in through which client, newest first: for whom the client acts, with which scopes, when it last got a token, and when it ends. End one with endSignIn.
         */
        get: operations["listSignIns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-ins/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End sign in
         * @description Ends a sign-in for good: within seconds the tokens of its client are refused everywhere, and the client has to ask the person again. What it did is kept.
         */
        delete: operations["endSignIn"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List sessions
         * @description Lists the browsers that are signed in to the console, newest first: with what they signed in, for whom they act, their last use and their end. End one with endSession.
         */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        /**
         * End all sessions
         * @description Ends all sessions of the console, of one user or of everybody, the one that asks included: within seconds their cookies are refused everywhere.
         */
        delete: operations["endAllSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End session
         * @description Ends a session of the console for good: within seconds its cookie is refused everywhere, and the browser has to sign in again.
         */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get health
         * @description Reports the state of the server and of the services that it depends on. Needs no API key.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    "job.completed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A message was answered. The job is as it is when this is sent. */
        post: operations["onJobCompleted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "job.failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The model refused, or kept failing until no attempt or no time was left. */
        post: operations["onJobFailed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "job.cancelled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A job was cancelled before it was answered. */
        post: operations["onJobCancelled"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "budget.alert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A budget has passed its threshold, for the first time in its period. */
        post: operations["onBudgetAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "budget.exceeded": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A hard limit is used up or did not allow a call, for the first time in its period. */
        post: operations["onBudgetExceeded"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "webhook.test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Somebody tests the receiver. */
        post: operations["onWebhookTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        Problem: {
            /** @description Where the error is explained, relative to the server. */
            type: string;
            title: string;
            status: number;
            detail: string;
            /** @constant */
            success: false;
            /** @description What went wrong, in a sentence for people and models. */
            error: string;
            /**
             * @description What to match on.
             * @enum {string}
             */
            code: "invalid_json" | "invalid_input" | "unauthorized" | "invalid_signature" | "budget_exceeded" | "model_not_priced" | "insufficient_scope" | "not_found" | "method_not_allowed" | "body_timeout" | "conflict" | "conversation_busy" | "job_cancelled" | "job_ended" | "job_not_failed" | "delivery_pending" | "endpoint_disabled" | "too_many_endpoints" | "body_too_large" | "model_not_allowed" | "idempotency_key_reused" | "rate_limited" | "internal_error" | "not_configured" | "job_failed" | "database_unavailable";
            /** @description Finds the call in the log of the server. */
            requestId: string;
            /** @description The fields that are wrong, at most 20. */
            errors?: {
                path: string;
                message: string;
            }[];
        } & {
            [key: string]: unknown;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description The caller's x-request-id, or a new one. */
        RequestId: string;
        /**
         * @description The remaining requests of each window: r requests in the next t seconds. Not sent while the counters are unavailable.
         * @example "chat";r=99;t=3600
         */
        RateLimit: string;
        /**
         * @description The limit of each window: q requests in w seconds.
         * @example "chat";q=100;w=3600
         */
        RateLimitPolicy: string;
        /** @description The seconds to wait before the next try. */
        RetryAfter: number;
        /** @description true when the response repeats the result of an earlier, equal request. */
        IdempotentReplayed: "true";
        /** @description The URL of the created job or resource. */
        Location: string;
        /**
         * @description The authentication scheme (RFC 6750), and the URL of the metadata that describes how to get a token (RFC 9728).
         * @example Bearer error="invalid_token", resource_metadata="https://example.com/.well-known/oauth-protected-resource/api", scope="chat read usage"
         */
        Authenticate: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    sendMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description `wait=N` for the seconds to wait, or `respond-async` for a job at once; the field `wait` wins. */
                Prefer?: string;
                /** @description `text/event-stream` is the same as the field `stream`, which wins. */
                Accept?: string;
                /** @description The same as the field `idempotencyKey`, which wins. */
                "Idempotency-Key"?: string;
                /** @description Sent by ChatGPT: names the conversation when the fields do not. */
                "openai-conversation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Your own id of the user, such as an account name or an e-mail address. Keep it the same in every call. Leave it out with a key that is bound to a user. */
                    userId?: string;
                    /** @description What the user says. */
                    message: string;
                    /** @description Continues this conversation. Leave out to start a new one. */
                    conversationId?: number;
                    /** @description Your own id of the conversation: the first message with it starts one, later ones continue it. */
                    sessionId?: string;
                    /** @description A model other than the server's default, by its name or as provider/name. */
                    model?: string;
                    /** @description Not every model takes it. */
                    temperature?: number;
                    /** @description The most tokens that the answer may use. */
                    maxTokens?: number;
                    /** @description Instructions for this answer, put before the conversation. */
                    systemPrompt?: string;
                    /** @description Seconds to wait for the answer, at most 20 (Edge) or 40 (Node). 0 answers at once with a job id. */
                    wait?: number;
                    /** @description Answers with the events of the job (text/event-stream) while the model writes; wait is ignored. */
                    stream?: boolean;
                    /** @description The same key with the same request gives the first answer again instead of a second one. */
                    idempotencyKey?: string;
                    /**
                     * @description What to do while another message of the conversation is being answered: queue (the default) waits for its turn, reject answers 409, interrupt cancels what is unfinished.
                     * @enum {string}
                     */
                    ifBusy?: "queue" | "reject" | "interrupt";
                    /**
                     * Format: uri
                     * @description An https URL that is called, as Standard Webhooks defines, when the job has ended. Use it instead of asking with getJob.
                     */
                    callbackUrl?: string;
                    /** @description Up to 16 values that are kept with the message. */
                    metadata?: {
                        [key: string]: string | number | boolean | null;
                    };
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            conversationId: number;
                            messageId: number;
                            response: string;
                            /** @description Where an answer goes on that was too long for its caller: the offset for getMessage. */
                            nextOffset?: number;
                            usage: {
                                promptTokens: number;
                                completionTokens: number;
                                totalTokens: number;
                            };
                            model: string;
                            jobId: string;
                            /** @constant */
                            status: "completed";
                            warnings?: string[];
                        };
                    };
                    /**
                     * @example retry: 1000
                     *
                     *     event: accepted
                     *     id: 0
                     *     data: {"jobId":"job_01a209f9335da70607a5b73943b1b7e7","conversationId":42,"status":"running"}
                     *
                     *     event: started
                     *     id: 1.0
                     *     data: {"attempt":1,"model":"gpt-6-luna"}
                     *
                     *     event: delta
                     *     id: 1.13
                     *     data: {"text":"Mount Everest"}
                     *
                     *     event: delta
                     *     id: 1.14
                     *     data: {"text":"."}
                     *
                     *     event: completed
                     *     id: end
                     *     data: {"jobId":"job_01a209f9335da70607a5b73943b1b7e7","status":"completed","conversationId":42,"response":"Mount Everest."}
                     */
                    "text/event-stream": string;
                };
            };
            /** @description Accepted: the work continues. Poll the job. */
            202: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    Location: components["headers"]["Location"];
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            conversationId: number;
                            jobId: string;
                            /** @enum {string} */
                            status: "queued" | "running" | "completed" | "failed" | "cancelled";
                            /** @description The path at which to ask for the answer. */
                            pollUrl: string;
                            /** @description Seconds to wait before asking. */
                            retryAfter: number;
                            /**
                             * @description What the answer waits for: its turn in the conversation (see waitsFor), a free worker, the model, or the next attempt after a failed one (see lastError and nextAttemptAt).
                             * @enum {string}
                             */
                            waitReason: "turn" | "worker" | "model" | "retry";
                            /** @description The job of the same conversation that comes first, and when it is tried again if it failed. */
                            waitsFor?: {
                                jobId: string;
                                /** @enum {string} */
                                status: "queued" | "running" | "completed" | "failed" | "cancelled";
                                /** Format: date-time */
                                nextAttemptAt?: string;
                            };
                            /** @description Why the last attempt failed, while the job is still tried. */
                            lastError?: {
                                code: string;
                                message: string;
                                /** @description The budget that did not allow it, of budget_exceeded. */
                                budget?: {
                                    /** @enum {string} */
                                    period: "day" | "month";
                                    /** @enum {string} */
                                    unit: "tokens" | "usd";
                                    limit: string;
                                    /** Format: date-time */
                                    resetsAt: string;
                                };
                            };
                            /**
                             * Format: date-time
                             * @description When the job is tried again.
                             */
                            nextAttemptAt?: string;
                            warnings?: string[];
                        };
                    };
                };
            };
            /** @description `invalid_json`: The body is not JSON. `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_json" | "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `budget_exceeded`: The budget is used up. `model_not_priced`: The model has no known price. */
            402: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "budget_exceeded" | "model_not_priced";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `body_timeout`: The body did not come in time. */
            408: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "body_timeout";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `conversation_busy`: The conversation is being answered. `job_cancelled`: The job was cancelled. */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "conversation_busy" | "job_cancelled";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "body_too_large";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `model_not_allowed`: The model is not allowed. `idempotency_key_reused`: The idempotency key belongs to another request. */
            422: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "model_not_allowed" | "idempotency_key_reused";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `job_failed`: The model gave no answer. */
            502: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "job_failed";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    regenerateAnswer: {
        parameters: {
            query?: never;
            header?: {
                /** @description `wait=N` for the seconds to wait, or `respond-async` for a job at once; the field `wait` wins. */
                Prefer?: string;
                /** @description `text/event-stream` is the same as the field `stream`, which wins. */
                Accept?: string;
                /** @description The same as the field `idempotencyKey`, which wins. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The id of the message.
                 * @example 108
                 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Your own id of the user, such as an account name or an e-mail address. Keep it the same in every call. Leave it out with a key that is bound to a user. */
                    userId?: string;
                    /** @description A model other than the server's default, by its name or as provider/name. */
                    model?: string;
                    /** @description Not every model takes it. */
                    temperature?: number;
                    /** @description The most tokens that the answer may use. */
                    maxTokens?: number;
                    /** @description Instructions for this answer, put before the conversation. */
                    systemPrompt?: string;
                    /** @description Seconds to wait for the answer, at most 20 (Edge) or 40 (Node). 0 answers at once with a job id. */
                    wait?: number;
                    /** @description Answers with the events of the job (text/event-stream) while the model writes; wait is ignored. */
                    stream?: boolean;
                    /** @description The same key with the same request gives the first answer again instead of a second one. */
                    idempotencyKey?: string;
                    /**
                     * Format: uri
                     * @description An https URL that is called, as Standard Webhooks defines, when the job has ended. Use it instead of asking with getJob.
                     */
                    callbackUrl?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            conversationId: number;
                            messageId: number;
                            response: string;
                            /** @description Where an answer goes on that was too long for its caller: the offset for getMessage. */
                            nextOffset?: number;
                            usage: {
                                promptTokens: number;
                                completionTokens: number;
                                totalTokens: number;
                            };
                            model: string;
                            jobId: string;
                            /** @constant */
                            status: "completed";
                            warnings?: string[];
                        };
                    };
                    /**
                     * @example retry: 1000
                     *
                     *     event: accepted
                     *     id: 0
                     *     data: {"jobId":"job_01a209f9335da70607a5b73943b1b7e7","conversationId":42,"status":"running"}
                     *
                     *     event: started
                     *     id: 1.0
                     *     data: {"attempt":1,"model":"gpt-6-luna"}
                     *
                     *     event: delta
                     *     id: 1.13
                     *     data: {"text":"Mount Everest"}
                     *
                     *     event: delta
                     *     id: 1.14
                     *     data: {"text":"."}
                     *
                     *     event: completed
                     *     id: end
                     *     data: {"jobId":"job_01a209f9335da70607a5b73943b1b7e7","status":"completed","conversationId":42,"response":"Mount Everest."}
                     */
                    "text/event-stream": string;
                };
            };
            /** @description Accepted: the work continues. Poll the job. */
            202: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    Location: components["headers"]["Location"];
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            conversationId: number;
                            jobId: string;
                            /** @enum {string} */
                            status: "queued" | "running" | "completed" | "failed" | "cancelled";
                            /** @description The path at which to ask for the answer. */
                            pollUrl: string;
                            /** @description Seconds to wait before asking. */
                            retryAfter: number;
                            /**
                             * @description What the answer waits for: its turn in the conversation (see waitsFor), a free worker, the model, or the next attempt after a failed one (see lastError and nextAttemptAt).
                             * @enum {string}
                             */
                            waitReason: "turn" | "worker" | "model" | "retry";
                            /** @description The job of the same conversation that comes first, and when it is tried again if it failed. */
                            waitsFor?: {
                                jobId: string;
                                /** @enum {string} */
                                status: "queued" | "running" | "completed" | "failed" | "cancelled";
                                /** Format: date-time */
                                nextAttemptAt?: string;
                            };
                            /** @description Why the last attempt failed, while the job is still tried. */
                            lastError?: {
                                code: string;
                                message: string;
                                /** @description The budget that did not allow it, of budget_exceeded. */
                                budget?: {
                                    /** @enum {string} */
                                    period: "day" | "month";
                                    /** @enum {string} */
                                    unit: "tokens" | "usd";
                                    limit: string;
                                    /** Format: date-time */
                                    resetsAt: string;
                                };
                            };
                            /**
                             * Format: date-time
                             * @description When the job is tried again.
                             */
                            nextAttemptAt?: string;
                            warnings?: string[];
                        };
                    };
                };
            };
            /** @description `invalid_json`: The body is not JSON. `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_json" | "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `budget_exceeded`: The budget is used up. `model_not_priced`: The model has no known price. */
            402: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "budget_exceeded" | "model_not_priced";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `body_timeout`: The body did not come in time. */
            408: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "body_timeout";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `conversation_busy`: The conversation is being answered. `job_cancelled`: The job was cancelled. */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "conversation_busy" | "job_cancelled";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "body_too_large";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `model_not_allowed`: The model is not allowed. `idempotency_key_reused`: The idempotency key belongs to another request. */
            422: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "model_not_allowed" | "idempotency_key_reused";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `job_failed`: The model gave no answer. */
            502: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "job_failed";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    editMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description `wait=N` for the seconds to wait, or `respond-async` for a job at once; the field `wait` wins. */
                Prefer?: string;
                /** @description `text/event-stream` is the same as the field `stream`, which wins. */
                Accept?: string;
                /** @description The same as the field `idempotencyKey`, which wins. */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description The id of the message.
                 * @example 107
                 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Your own id of the user, such as an account name or an e-mail address. Keep it the same in every call. Leave it out with a key that is bound to a user. */
                    userId?: string;
                    /** @description A model other than the server's default, by its name or as provider/name. */
                    model?: string;
                    /** @description Not every model takes it. */
                    temperature?: number;
                    /** @description The most tokens that the answer may use. */
                    maxTokens?: number;
                    /** @description Instructions for this answer, put before the conversation. */
                    systemPrompt?: string;
                    /** @description Seconds to wait for the answer, at most 20 (Edge) or 40 (Node). 0 answers at once with a job id. */
                    wait?: number;
                    /** @description Answers with the events of the job (text/event-stream) while the model writes; wait is ignored. */
                    stream?: boolean;
                    /** @description The same key with the same request gives the first answer again instead of a second one. */
                    idempotencyKey?: string;
                    /**
                     * Format: uri
                     * @description An https URL that is called, as Standard Webhooks defines, when the job has ended. Use it instead of asking with getJob.
                     */
                    callbackUrl?: string;
                    /** @description What the user says instead. */
                    message: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            conversationId: number;
                            messageId: number;
                            response: string;
                            /** @description Where an answer goes on that was too long for its caller: the offset for getMessage. */
                            nextOffset?: number;
                            usage: {
                                promptTokens: number;
                                completionTokens: number;
                                totalTokens: number;
                            };
                            model: string;
                            jobId: string;
                            /** @constant */
                            status: "completed";
                            warnings?: string[];
                        };
                    };
                    /**
                     * @example retry: 1000
                     *
                     *     event: accepted
                     *     id: 0
                     *     data: {"jobId":"job_01a209f9335da70607a5b73943b1b7e7","conversationId":42,"status":"running"}
                     *
                     *     event: started
                     *     id: 1.0
                     *     data: {"attempt":1,"model":"gpt-6-luna"}
                     *
                     *     event: delta
                     *     id: 1.13
                     *     data: {"text":"Mount Everest"}
                     *
                     *     event: delta
                     *     id: 1.14
                     *     data: {"text":"."}
                     *
                     *     event: completed
                     *     id: end
                     *     data: {"jobId":"job_01a209f9335da70607a5b73943b1b7e7","status":"completed","conversationId":42,"response":"Mount Everest."}
                     */
                    "text/event-stream": string;
                };
            };
            /** @description Accepted: the work continues. Poll the job. */
            202: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    Location: components["headers"]["Location"];
                    "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            conversationId: number;
                            jobId: string;
                            /** @enum {string} */
                            status: "queued" | "running" | "completed" | "failed" | "cancelled";
                            /** @description The path at which to ask for the answer. */
                            pollUrl: string;
                            /** @description Seconds to wait before asking. */
                            retryAfter: number;
                            /**
                             * @description What the answer waits for: its turn in the conversation (see waitsFor), a free worker, the model, or the next attempt after a failed one (see lastError and nextAttemptAt).
                             * @enum {string}
                             */
                            waitReason: "turn" | "worker" | "model" | "retry";
                            /** @description The job of the same conversation that comes first, and when it is tried again if it failed. */
                            waitsFor?: {
                                jobId: string;
                                /** @enum {string} */
                                status: "queued" | "running" | "completed" | "failed" | "cancelled";
                                /** Format: date-time */
                                nextAttemptAt?: string;
                            };
                            /** @description Why the last attempt failed, while the job is still tried. */
                            lastError?: {
                                code: string;
                                message: string;
                                /** @description The budget that did not allow it, of budget_exceeded. */
                                budget?: {
                                    /** @enum {string} */
                                    period: "day" | "month";
                                    /** @enum {string} */
                                    unit: "tokens" | "usd";
                                    limit: string;
                                    /** Format: date-time */
                                    resetsAt: string;
                                };
                            };
                            /**
                             * Format: date-time
                             * @description When the job is tried again.
                             */
                            nextAttemptAt?: string;
                            warnings?: string[];
                        };
                    };
                };
            };
            /** @description `invalid_json`: The body is not JSON. `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_json" | "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `budget_exceeded`: The budget is used up. `model_not_priced`: The model has no known price. */
            402: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "budget_exceeded" | "model_not_priced";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `body_timeout`: The body did not come in time. */
            408: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "body_timeout";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `conversation_busy`: The conversation is being answered. `job_cancelled`: The job was cancelled. */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "conversation_busy" | "job_cancelled";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "body_too_large";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `model_not_allowed`: The model is not allowed. `idempotency_key_reused`: The idempotency key belongs to another request. */
            422: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "model_not_allowed" | "idempotency_key_reused";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `job_failed`: The model gave no answer. */
            502: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "job_failed";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    getJob: {
        parameters: {
            query?: {
                /**
                 * @description Seconds to wait for the answer, at most 20 (Edge) or 40 (Node). 0 answers at once with a job id.
                 * @example 20
                 */
                wait?: number;
                /** @description Answers with the events of the job (text/event-stream), to its end; wait is ignored. */
                stream?: "true" | "false";
                /** @description The id of the last event that was read: a stream goes on behind it. */
                after?: string;
            };
            header?: {
                /** @description `wait=N` for the seconds to wait; the parameter `wait` wins. */
                Prefer?: string;
                /** @description `text/event-stream` is the same as `stream=true`; the parameter `stream` wins. */
                Accept?: string;
                /** @description The same as the parameter `after`, which wins. Sent by EventSource. */
                "Last-Event-ID"?: string;
            };
            path: {
                /**
                 * @description The id of the job, as given by sendMessage.
                 * @example job_01a209f9335da70607a5b73943b1b7e7
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            jobId: string;
                            /** @enum {string} */
                            status: "queued" | "running" | "completed" | "failed" | "cancelled";
                            conversationId: number;
                            /** @description The API key that asked, unless it was API_SECRET_KEY. */
                            keyId?: string;
                            /** @description The id of the assistant's message. */
                            messageId?: number;
                            /** @description The assistant's answer. */
                            response?: string;
                            /** @description Where an answer goes on that was too long for its caller: the offset for getMessage. */
                            nextOffset?: number;
                            /** @description The answer in items, where it is more than text: calls of tools. */
                            items?: ({
                                /** @constant */
                                type: "message";
                                /** @enum {string} */
                                role: "user" | "assistant" | "system" | "developer";
                                content: ({
                                    /** @constant */
                                    type: "input_text";
                                    text: string;
                                } | {
                                    /** @constant */
                                    type: "input_image";
                                    image_url: string;
                                    /** @enum {string} */
                                    detail?: "auto" | "low" | "high";
                                } | {
                                    /** @constant */
                                    type: "output_text";
                                    text: string;
                                } | {
                                    /** @constant */
                                    type: "refusal";
                                    refusal: string;
                                })[];
                            } | {
                                /** @constant */
                                type: "function_call";
                                call_id: string;
                                name: string;
                                arguments: string;
                            } | {
                                /** @constant */
                                type: "function_call_output";
                                call_id: string;
                                output: string | ({
                                    /** @constant */
                                    type: "input_text";
                                    text: string;
                                } | {
                                    /** @constant */
                                    type: "input_image";
                                    image_url: string;
                                    /** @enum {string} */
                                    detail?: "auto" | "low" | "high";
                                })[];
                            })[];
                            /**
                             * @description Why the model stopped.
                             * @enum {string}
                             */
                            finishReason?: "stop" | "length" | "content_filter" | "tool_calls";
                            usage?: {
                                promptTokens: number;
                                completionTokens: number;
                                totalTokens: number;
                            };
                            /** @description The model that answered, or that was asked last; before either, the one that the message names. */
                            model?: string;
                            warnings?: string[];
                            /** @description Why the job failed or was cancelled. */
                            error?: {
                                code: string;
                                message: string;
                                /** @description The budget that did not allow it, of budget_exceeded. */
                                budget?: {
                                    /** @enum {string} */
                                    period: "day" | "month";
                                    /** @enum {string} */
                                    unit: "tokens" | "usd";
                                    limit: string;
                                    /** Format: date-time */
                                    resetsAt: string;
                                };
                            };
                            /** @description Why the last attempt failed, while the job is still tried. */
                            lastError?: {
                                code: string;
                                message: string;
                                /** @description The budget that did not allow it, of budget_exceeded. */
                                budget?: {
                                    /** @enum {string} */
                                    period: "day" | "month";
                                    /** @enum {string} */
                                    unit: "tokens" | "usd";
                                    limit: string;
                                    /** Format: date-time */
                                    resetsAt: string;
                                };
                            };
                            attempts: number;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            startedAt?: string;
                            /** Format: date-time */
                            finishedAt?: string;
                            /**
                             * Format: date-time
                             * @description When a queued job is tried again.
                             */
                            nextAttemptAt?: string;
                            /** @description The job of the same conversation that comes first, and when it is tried again if it failed. */
                            waitsFor?: {
                                jobId: string;
                                /** @enum {string} */
                                status: "queued" | "running" | "completed" | "failed" | "cancelled";
                                /** Format: date-time */
                                nextAttemptAt?: string;
                            };
                        };
                    };
                    /**
                     * @example retry: 1000
                     *
                     *     event: accepted
                     *     id: 0
                     *     data: {"jobId":"job_01a209f9335da70607a5b73943b1b7e7","conversationId":42,"status":"running"}
                     *
                     *     event: started
                     *     id: 1.0
                     *     data: {"attempt":1,"model":"gpt-6-luna"}
                     *
                     *     event: delta
                     *     id: 1.13
                     *     data: {"text":"Mount Everest"}
                     *
                     *     event: delta
                     *     id: 1.14
                     *     data: {"text":"."}
                     *
                     *     event: completed
                     *     id: end
                     *     data: {"jobId":"job_01a209f9335da70607a5b73943b1b7e7","status":"completed","conversationId":42,"response":"Mount Everest."}
                     */
                    "text/event-stream": string;
                };
            };
            /** @description The caller already has the last event. */
            204: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    listAttempts: {
        parameters: {
            query?: {
                /**
                 * @description How many to return, at most 100.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description How many to skip.
                 * @example 0
                 */
                offset?: number;
                /** @description The nextCursor of a page: asks for the page that follows it. However long the list is, this is as fast as the first page, and rows that are added or change meanwhile never make a page come twice. */
                after?: string;
                /** @description The previousCursor of a page: asks for the page before it. */
                before?: string;
                /** @description true counts how many there are, up to 10000, which a long list takes time for. */
                total?: boolean;
            };
            header?: never;
            path: {
                /**
                 * @description The id of the job, as given by sendMessage.
                 * @example job_01a209f9335da70607a5b73943b1b7e7
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            jobId: string;
                            /** @description The trace that the job belongs to, as in the log: where its caller sent one, or spans are made. */
                            traceId?: string;
                            attempts: {
                                /** @description Its number, from 1 on. Attempts that do not count against the limit have one too. */
                                attempt: number;
                                /**
                                 * @description deferred: no model could be asked, and it was put off; released: its process was stopped and gave it back; lost: its process was not heard of any more; unknown: it is of a version that kept no attempts.
                                 * @enum {string}
                                 */
                                outcome: "running" | "completed" | "failed" | "cancelled" | "deferred" | "released" | "lost" | "unknown";
                                /** Format: date-time */
                                startedAt?: string;
                                /** Format: date-time */
                                endedAt?: string;
                                /** @description The model that was asked. */
                                model?: string;
                                /** @description The model's provider, by its name in the configuration of now. */
                                provider?: string;
                                /** @description Why it failed. */
                                error?: {
                                    code: string;
                                    message: string;
                                };
                                /** @description What its model call has cost. Left out where it has cost nothing. */
                                usage?: {
                                    promptTokens: number;
                                    completionTokens: number;
                                    totalTokens: number;
                                    cachedTokens: number;
                                    reasoningTokens: number;
                                    /** @description Counted by a tokenizer, since the call was cut off. */
                                    estimated: boolean;
                                    /** @description Null when the model has no known price. */
                                    cost: string | null;
                                    currency: "USD" | null;
                                };
                                /** @description How long its model call took, where that is in the ledger. */
                                latencyMs?: number;
                                /** @description The process that ran it, when the queue is PostgreSQL. */
                                processId?: string;
                            }[];
                            /** @description How many there are, counted up to 10000. Left out unless the page was asked to count them. */
                            total?: number;
                            limit: number;
                            offset: number;
                            /** @description Where the next page begins, or null after the last. Left out of a page that a cursor asked for. */
                            nextOffset?: number | null;
                            /** @description Send it as after to get the next page. Left out after the last. */
                            nextCursor?: string;
                            /** @description Send it as before to get the page before this one. Left out of the first page, and where no cursor was sent. */
                            previousCursor?: string;
                        };
                    };
                };
            };
            /** @description `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the job, as given by sendMessage.
                 * @example job_01a209f9335da70607a5b73943b1b7e7
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            jobId: string;
                            /** @enum {string} */
                            status: "queued" | "running" | "completed" | "failed" | "cancelled";
                            conversationId: number;
                            /** @description The API key that asked, unless it was API_SECRET_KEY. */
                            keyId?: string;
                            /** @description The id of the assistant's message. */
                            messageId?: number;
                            /** @description The assistant's answer. */
                            response?: string;
                            /** @description Where an answer goes on that was too long for its caller: the offset for getMessage. */
                            nextOffset?: number;
                            /** @description The answer in items, where it is more than text: calls of tools. */
                            items?: ({
                                /** @constant */
                                type: "message";
                                /** @enum {string} */
                                role: "user" | "assistant" | "system" | "developer";
                                content: ({
                                    /** @constant */
                                    type: "input_text";
                                    text: string;
                                } | {
                                    /** @constant */
                                    type: "input_image";
                                    image_url: string;
                                    /** @enum {string} */
                                    detail?: "auto" | "low" | "high";
                                } | {
                                    /** @constant */
                                    type: "output_text";
                                    text: string;
                                } | {
                                    /** @constant */
                                    type: "refusal";
                                    refusal: string;
                                })[];
                            } | {
                                /** @constant */
                                type: "function_call";
                                call_id: string;
                                name: string;
                                arguments: string;
                            } | {
                                /** @constant */
                                type: "function_call_output";
                                call_id: string;
                                output: string | ({
                                    /** @constant */
                                    type: "input_text";
                                    text: string;
                                } | {
                                    /** @constant */
                                    type: "input_image";
                                    image_url: string;
                                    /** @enum {string} */
                                    detail?: "auto" | "low" | "high";
                                })[];
                            })[];
                            /**
                             * @description Why the model stopped.
                             * @enum {string}
                             */
                            finishReason?: "stop" | "length" | "content_filter" | "tool_calls";
                            usage?: {
                                promptTokens: number;
                                completionTokens: number;
                                totalTokens: number;
                            };
                            /** @description The model that answered, or that was asked last; before either, the one that the message names. */
                            model?: string;
                            warnings?: string[];
                            /** @description Why the job failed or was cancelled. */
                            error?: {
                                code: string;
                                message: string;
                                /** @description The budget that did not allow it, of budget_exceeded. */
                                budget?: {
                                    /** @enum {string} */
                                    period: "day" | "month";
                                    /** @enum {string} */
                                    unit: "tokens" | "usd";
                                    limit: string;
                                    /** Format: date-time */
                                    resetsAt: string;
                                };
                            };
                            /** @description Why the last attempt failed, while the job is still tried. */
                            lastError?: {
                                code: string;
                                message: string;
                                /** @description The budget that did not allow it, of budget_exceeded. */
                                budget?: {
                                    /** @enum {string} */
                                    period: "day" | "month";
                                    /** @enum {string} */
                                    unit: "tokens" | "usd";
                                    limit: string;
                                    /** Format: date-time */
                                    resetsAt: string;
                                };
                            };
                            attempts: number;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            startedAt?: string;
                            /** Format: date-time */
                            finishedAt?: string;
                            /**
                             * Format: date-time
                             * @description When a queued job is tried again.
                             */
                            nextAttemptAt?: string;
                            /** @description The job of the same conversation that comes first, and when it is tried again if it failed. */
                            waitsFor?: {
                                jobId: string;
                                /** @enum {string} */
                                status: "queued" | "running" | "completed" | "failed" | "cancelled";
                                /** Format: date-time */
                                nextAttemptAt?: string;
                            };
                        };
                    };
                };
            };
            /** @description `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `job_ended`: The job has ended. */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "job_ended";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    listJobs: {
        parameters: {
            query?: {
                /**
                 * @description Only jobs in this state; failed ones are the dead letters.
                 * @example failed
                 */
                status?: "queued" | "running" | "completed" | "failed" | "cancelled";
                /** @description Only this user's jobs. */
                userId?: string;
                /** @description Only jobs that this API key asked for. */
                keyId?: string;
                /** @description Only jobs of this model: the one that was asked last, or that the message names. */
                model?: string;
                /** @description Only jobs with this error code, such as model_timeout: of the last attempt that failed. */
                errorCode?: string;
                /** @description Only jobs that were created at this time or later. */
                createdAfter?: string;
                /** @description Only jobs that were created before this time. */
                createdBefore?: string;
                /** @description Only jobs of this conversation. */
                conversationId?: number;
                /**
                 * @description How many to return, at most 100.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description How many to skip.
                 * @example 0
                 */
                offset?: number;
                /** @description The nextCursor of a page: asks for the page that follows it. However long the list is, this is as fast as the first page, and rows that are added or change meanwhile never make a page come twice. */
                after?: string;
                /** @description The previousCursor of a page: asks for the page before it. */
                before?: string;
                /** @description true counts how many there are, up to 10000, which a long list takes time for. */
                total?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            jobs: {
                                jobId: string;
                                /** @enum {string} */
                                status: "queued" | "running" | "completed" | "failed" | "cancelled";
                                conversationId: number;
                                /** @description The API key that asked, unless it was API_SECRET_KEY. */
                                keyId?: string;
                                /** @description The id of the assistant's message. */
                                messageId?: number;
                                /** @description The assistant's answer. */
                                response?: string;
                                /** @description Where an answer goes on that was too long for its caller: the offset for getMessage. */
                                nextOffset?: number;
                                /** @description The answer in items, where it is more than text: calls of tools. */
                                items?: ({
                                    /** @constant */
                                    type: "message";
                                    /** @enum {string} */
                                    role: "user" | "assistant" | "system" | "developer";
                                    content: ({
                                        /** @constant */
                                        type: "input_text";
                                        text: string;
                                    } | {
                                        /** @constant */
                                        type: "input_image";
                                        image_url: string;
                                        /** @enum {string} */
                                        detail?: "auto" | "low" | "high";
                                    } | {
                                        /** @constant */
                                        type: "output_text";
                                        text: string;
                                    } | {
                                        /** @constant */
                                        type: "refusal";
                                        refusal: string;
                                    })[];
                                } | {
                                    /** @constant */
                                    type: "function_call";
                                    call_id: string;
                                    name: string;
                                    arguments: string;
                                } | {
                                    /** @constant */
                                    type: "function_call_output";
                                    call_id: string;
                                    output: string | ({
                                        /** @constant */
                                        type: "input_text";
                                        text: string;
                                    } | {
                                        /** @constant */
                                        type: "input_image";
                                        image_url: string;
                                        /** @enum {string} */
                                        detail?: "auto" | "low" | "high";
                                    })[];
                                })[];
                                /**
                                 * @description Why the model stopped.
                                 * @enum {string}
                                 */
                                finishReason?: "stop" | "length" | "content_filter" | "tool_calls";
                                usage?: {
                                    promptTokens: number;
                                    completionTokens: number;
                                    totalTokens: number;
                                };
                                /** @description The model that answered, or that was asked last; before either, the one that the message names. */
                                model?: string;
                                warnings?: string[];
                                /** @description Why the job failed or was cancelled. */
                                error?: {
                                    code: string;
                                    message: string;
                                    /** @description The budget that did not allow it, of budget_exceeded. */
                                    budget?: {
                                        /** @enum {string} */
                                        period: "day" | "month";
                                        /** @enum {string} */
                                        unit: "tokens" | "usd";
                                        limit: string;
                                        /** Format: date-time */
                                        resetsAt: string;
                                    };
                                };
                                /** @description Why the last attempt failed, while the job is still tried. */
                                lastError?: {
                                    code: string;
                                    message: string;
                                    /** @description The budget that did not allow it, of budget_exceeded. */
                                    budget?: {
                                        /** @enum {string} */
                                        period: "day" | "month";
                                        /** @enum {string} */
                                        unit: "tokens" | "usd";
                                        limit: string;
                                        /** Format: date-time */
                                        resetsAt: string;
                                    };
                                };
                                attempts: number;
                                /** Format: date-time */
                                createdAt: string;
                                /** Format: date-time */
                                startedAt?: string;
                                /** Format: date-time */
                                finishedAt?: string;
                                /**
                                 * Format: date-time
                                 * @description When a queued job is tried again.
                                 */
                                nextAttemptAt?: string;
                                /** @description The job of the same conversation that comes first, and when it is tried again if it failed. */
                                waitsFor?: {
                                    jobId: string;
                                    /** @enum {string} */
                                    status: "queued" | "running" | "completed" | "failed" | "cancelled";
                                    /** Format: date-time */
                                    nextAttemptAt?: string;
                                };
                                userId: string;
                            }[];
                            /** @description How many there are, counted up to 10000. Left out unless the page was asked to count them. */
                            total?: number;
                            limit: number;
                            offset: number;
                            /** @description Where the next page begins, or null after the last. Left out of a page that a cursor asked for. */
                            nextOffset?: number | null;
                            /** @description Send it as after to get the next page. Left out after the last. */
                            nextCursor?: string;
                            /** @description Send it as before to get the page before this one. Left out of the first page, and where no cursor was sent. */
                            previousCursor?: string;
                        };
                    };
                };
            };
            /** @description `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    retryJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the job, as given by sendMessage.
                 * @example job_01a209f9335da70607a5b73943b1b7e7
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            jobId: string;
                            /** @enum {string} */
                            status: "queued" | "running" | "completed" | "failed" | "cancelled";
                            conversationId: number;
                            /** @description The API key that asked, unless it was API_SECRET_KEY. */
                            keyId?: string;
                            /** @description The id of the assistant's message. */
                            messageId?: number;
                            /** @description The assistant's answer. */
                            response?: string;
                            /** @description Where an answer goes on that was too long for its caller: the offset for getMessage. */
                            nextOffset?: number;
                            /** @description The answer in items, where it is more than text: calls of tools. */
                            items?: ({
                                /** @constant */
                                type: "message";
                                /** @enum {string} */
                                role: "user" | "assistant" | "system" | "developer";
                                content: ({
                                    /** @constant */
                                    type: "input_text";
                                    text: string;
                                } | {
                                    /** @constant */
                                    type: "input_image";
                                    image_url: string;
                                    /** @enum {string} */
                                    detail?: "auto" | "low" | "high";
                                } | {
                                    /** @constant */
                                    type: "output_text";
                                    text: string;
                                } | {
                                    /** @constant */
                                    type: "refusal";
                                    refusal: string;
                                })[];
                            } | {
                                /** @constant */
                                type: "function_call";
                                call_id: string;
                                name: string;
                                arguments: string;
                            } | {
                                /** @constant */
                                type: "function_call_output";
                                call_id: string;
                                output: string | ({
                                    /** @constant */
                                    type: "input_text";
                                    text: string;
                                } | {
                                    /** @constant */
                                    type: "input_image";
                                    image_url: string;
                                    /** @enum {string} */
                                    detail?: "auto" | "low" | "high";
                                })[];
                            })[];
                            /**
                             * @description Why the model stopped.
                             * @enum {string}
                             */
                            finishReason?: "stop" | "length" | "content_filter" | "tool_calls";
                            usage?: {
                                promptTokens: number;
                                completionTokens: number;
                                totalTokens: number;
                            };
                            /** @description The model that answered, or that was asked last; before either, the one that the message names. */
                            model?: string;
                            warnings?: string[];
                            /** @description Why the job failed or was cancelled. */
                            error?: {
                                code: string;
                                message: string;
                                /** @description The budget that did not allow it, of budget_exceeded. */
                                budget?: {
                                    /** @enum {string} */
                                    period: "day" | "month";
                                    /** @enum {string} */
                                    unit: "tokens" | "usd";
                                    limit: string;
                                    /** Format: date-time */
                                    resetsAt: string;
                                };
                            };
                            /** @description Why the last attempt failed, while the job is still tried. */
                            lastError?: {
                                code: string;
                                message: string;
                                /** @description The budget that did not allow it, of budget_exceeded. */
                                budget?: {
                                    /** @enum {string} */
                                    period: "day" | "month";
                                    /** @enum {string} */
                                    unit: "tokens" | "usd";
                                    limit: string;
                                    /** Format: date-time */
                                    resetsAt: string;
                                };
                            };
                            attempts: number;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            startedAt?: string;
                            /** Format: date-time */
                            finishedAt?: string;
                            /**
                             * Format: date-time
                             * @description When a queued job is tried again.
                             */
                            nextAttemptAt?: string;
                            /** @description The job of the same conversation that comes first, and when it is tried again if it failed. */
                            waitsFor?: {
                                jobId: string;
                                /** @enum {string} */
                                status: "queued" | "running" | "completed" | "failed" | "cancelled";
                                /** Format: date-time */
                                nextAttemptAt?: string;
                            };
                        };
                    };
                };
            };
            /** @description `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `job_not_failed`: The job has not failed. */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "job_not_failed";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    retryJobs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Only these jobs. */
                    jobIds?: string[];
                    /** @description Only this user's jobs. */
                    userId?: string;
                    /** @description Only jobs that this API key asked for. */
                    keyId?: string;
                    /** @description Only jobs of this model: the one that was asked last, or that the message names. */
                    model?: string;
                    /** @description Only jobs with this error code, such as model_timeout: of the last attempt that failed. */
                    errorCode?: string;
                    /**
                     * Format: date-time
                     * @description Only jobs that were created at this time or later.
                     */
                    createdAfter?: string;
                    /**
                     * Format: date-time
                     * @description Only jobs that were created before this time.
                     */
                    createdBefore?: string;
                    /** @description Only jobs of this conversation. */
                    conversationId?: number;
                    /**
                     * @description How many at most.
                     * @default 100
                     */
                    limit?: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            jobIds: string[];
                            /** @description Whether more such jobs may be left: call again. */
                            hasMore: boolean;
                        };
                    };
                };
            };
            /** @description `invalid_json`: The body is not JSON. `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_json" | "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `body_timeout`: The body did not come in time. */
            408: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "body_timeout";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "body_too_large";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelJobs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Only these jobs. */
                    jobIds?: string[];
                    /** @description Only this user's jobs. */
                    userId?: string;
                    /** @description Only jobs that this API key asked for. */
                    keyId?: string;
                    /** @description Only jobs of this model: the one that was asked last, or that the message names. */
                    model?: string;
                    /** @description Only jobs with this error code, such as model_timeout: of the last attempt that failed. */
                    errorCode?: string;
                    /**
                     * Format: date-time
                     * @description Only jobs that were created at this time or later.
                     */
                    createdAfter?: string;
                    /**
                     * Format: date-time
                     * @description Only jobs that were created before this time.
                     */
                    createdBefore?: string;
                    /** @description Only jobs of this conversation. */
                    conversationId?: number;
                    /**
                     * @description Only jobs in this state.
                     * @enum {string}
                     */
                    status?: "queued" | "running";
                    /**
                     * @description How many at most.
                     * @default 100
                     */
                    limit?: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            jobIds: string[];
                            /** @description Whether more such jobs are left: call again. */
                            hasMore: boolean;
                        };
                    };
                };
            };
            /** @description `invalid_json`: The body is not JSON. `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_json" | "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `body_timeout`: The body did not come in time. */
            408: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "body_timeout";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "body_too_large";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    getUser: {
        parameters: {
            query?: {
                /**
                 * @description Your own id of the user, such as an account name or an e-mail address. Keep it the same in every call. Leave it out with a key that is bound to a user.
                 * @example ada
                 */
                userId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            id: number;
                            userId: string;
                            name: string | null;
                            email: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            updatedAt: string;
                            /** @description The newest conversation and its last answer; null while there is none. */
                            session: {
                                conversationId: number;
                                messageId: number;
                                model: string;
                                /** Format: date-time */
                                lastMessageAt: string;
                            } | null;
                            /** @description Model calls, tokens and cost since midnight UTC; null while the counters cannot be read. */
                            today: {
                                requests: number;
                                totalTokens: number;
                                /** @description US dollars as a decimal, for the tokens whose price is known. */
                                cost: string;
                            } | null;
                            /** @description The same since the first of the month (UTC). */
                            month: {
                                requests: number;
                                totalTokens: number;
                                /** @description US dollars as a decimal, for the tokens whose price is known. */
                                cost: string;
                            } | null;
                        };
                    };
                };
            };
            /** @description `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    createUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Your own id of the user, such as an account name or an e-mail address. Keep it the same in every call. Leave it out with a key that is bound to a user. */
                    userId?: string;
                    /** @description The user's name. */
                    name?: string;
                    /**
                     * Format: email
                     * @description The user's e-mail address.
                     */
                    email?: string;
                };
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            id: number;
                            userId: string;
                            name: string | null;
                            email: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            updatedAt: string;
                        };
                    };
                };
            };
            /** @description `invalid_json`: The body is not JSON. `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_json" | "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `body_timeout`: The body did not come in time. */
            408: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "body_timeout";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: It exists already. */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "conflict";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "body_too_large";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The userId of the person, percent-encoded where it is part of an address.
                 * @example ada
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            userId: string;
                            deleted: {
                                conversations: number;
                                messages: number;
                                jobs: number;
                                webhookDeliveries: number;
                                budgets: number;
                                apiKeys: number;
                                /** @description What clients were allowed for the user, with all their tokens. */
                                signIns: number;
                            };
                            /** @description Rows of usage that stay, without their user. */
                            anonymised: number;
                        };
                    };
                };
            };
            /** @description Accepted: the work continues. Poll the job. */
            202: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            deletionId: string;
                            /** @enum {string} */
                            status: "running" | "completed";
                            /** @description How many conversations there were. */
                            conversationsTotal: number;
                            /** @description What is deleted so far. */
                            deleted: {
                                conversations: number;
                                messages: number;
                                jobs: number;
                            };
                            /** @description Rows of usage that stay, without their user. */
                            anonymised: number;
                            /** Format: date-time */
                            createdAt: string;
                            finishedAt: string | null;
                        };
                    };
                };
            };
            /** @description `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    updateUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The userId of the person, percent-encoded where it is part of an address.
                 * @example ada
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The user's name; null for none. */
                    name?: string | null;
                    /** @description The user's e-mail address; null for none. */
                    email?: string | null;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            id: number;
                            userId: string;
                            name: string | null;
                            email: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            updatedAt: string;
                        };
                    };
                };
            };
            /** @description `invalid_json`: The body is not JSON. `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_json" | "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `body_timeout`: The body did not come in time. */
            408: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "body_timeout";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "body_too_large";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    searchUsers: {
        parameters: {
            query?: {
                /**
                 * @description Words that the userId, name or e-mail address has to contain, all of them. Without it all are listed.
                 * @example lovelace
                 */
                query?: string;
                /** @description newest: who was added last comes first; lastMessage: who sent the last message, to within minutes. A cursor goes on in the order that is asked for with it. */
                order?: "newest" | "lastMessage";
                /**
                 * @description How many to return, at most 100.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description How many to skip.
                 * @example 0
                 */
                offset?: number;
                /** @description The nextCursor of a page: asks for the page that follows it. However long the list is, this is as fast as the first page, and rows that are added or change meanwhile never make a page come twice. */
                after?: string;
                /** @description The previousCursor of a page: asks for the page before it. */
                before?: string;
                /** @description true counts how many there are, up to 10000, which a long list takes time for. */
                total?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            users: {
                                id: number;
                                userId: string;
                                name: string | null;
                                email: string | null;
                                /** Format: date-time */
                                createdAt: string;
                                /** Format: date-time */
                                updatedAt: string;
                                /** @description When the last request for the user was made: a message at once, others to within an hour. Null before the first. */
                                lastSeenAt: string | null;
                                /** @description Model calls, tokens and cost since the first of the month (UTC). */
                                month: {
                                    requests: number;
                                    totalTokens: number;
                                    /** @description US dollars as a decimal, for the tokens whose price is known. */
                                    cost: string;
                                };
                            }[];
                            /** @description How many there are, counted up to 10000. Left out unless the page was asked to count them. */
                            total?: number;
                            limit: number;
                            offset: number;
                            /** @description Where the next page begins, or null after the last. Left out of a page that a cursor asked for. */
                            nextOffset?: number | null;
                            /** @description Send it as after to get the next page. Left out after the last. */
                            nextCursor?: string;
                            /** @description Send it as before to get the page before this one. Left out of the first page, and where no cursor was sent. */
                            previousCursor?: string;
                        };
                    };
                };
            };
            /** @description `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    exportUser: {
        parameters: {
            query?: {
                /**
                 * @description ndjson gives everything, one JSON object a line; json only how much there is.
                 * @example json
                 */
                format?: "ndjson" | "json";
            };
            header?: never;
            path: {
                /**
                 * @description The userId of the person, percent-encoded where it is part of an address.
                 * @example ada
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            userId: string;
                            /** @description The lines of the export, by their type. */
                            counts: {
                                [key: string]: number;
                            };
                            total: number;
                        };
                    };
                    "application/x-ndjson": string;
                };
            };
            /** @description `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    getDeletion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The deletionId that deleteUser gave.
                 * @example del_01a209f9335dc1a2b3c4d5e6f7a8b9c0
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            deletionId: string;
                            /** @enum {string} */
                            status: "running" | "completed";
                            /** @description How many conversations there were. */
                            conversationsTotal: number;
                            /** @description What is deleted so far. */
                            deleted: {
                                conversations: number;
                                messages: number;
                                jobs: number;
                            };
                            /** @description Rows of usage that stay, without their user. */
                            anonymised: number;
                            /** Format: date-time */
                            createdAt: string;
                            finishedAt: string | null;
                        };
                    };
                };
            };
            /** @description `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    listConversations: {
        parameters: {
            query?: {
                /**
                 * @description Only this user's conversations; without it, those of all users, which takes the scope admin.
                 * @example ada
                 */
                userId?: string;
                /** @description Only those whose last message stands so. */
                status?: "running" | "answered" | "failed" | "cancelled";
                /** @description Only those whose last message this model answered, or was to answer. */
                model?: string;
                /** @description Only those that changed at this time or later. */
                updatedAfter?: string;
                /** @description Only those that have not changed since this time. */
                updatedBefore?: string;
                /** @description Only the branches of this conversation. */
                branchOf?: number;
                /**
                 * @description How many to return, at most 100.
                 * @example 1
                 */
                limit?: number;
                /**
                 * @description How many to skip.
                 * @example 0
                 */
                offset?: number;
                /** @description The nextCursor of a page: asks for the page that follows it. However long the list is, this is as fast as the first page, and rows that are added or change meanwhile never make a page come twice. */
                after?: string;
                /** @description The previousCursor of a page: asks for the page before it. */
                before?: string;
                /** @description Whether to count how many there are, up to 10000: true on every page, false on none. A page without a cursor counts unless told. */
                total?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            conversations: {
                                conversationId: number;
                                userId: string;
                                sessionId: string | null;
                                title: string | null;
                                messageCount: number;
                                /**
                                 * @description How the last message stands. Left out where none was sent to a model.
                                 * @enum {string}
                                 */
                                status?: "running" | "answered" | "failed" | "cancelled";
                                /** @description The model that answered the last message, or was to answer it. */
                                model?: string;
                                /** @description Of a branch: where it left another conversation, which may have been deleted since. */
                                branchOf?: {
                                    conversationId: number;
                                    /** @description The message there that was answered again or edited. */
                                    messageId?: number;
                                };
                                /** Format: date-time */
                                createdAt: string;
                                /** Format: date-time */
                                updatedAt: string;
                            }[];
                            /** @description How many there are, counted up to 10000. Left out unless the page was asked to count them. */
                            total?: number;
                            limit: number;
                            offset: number;
                            /** @description Where the next page begins, or null after the last. Left out of a page that a cursor asked for. */
                            nextOffset?: number | null;
                            /** @description Send it as after to get the next page. Left out after the last. */
                            nextCursor?: string;
                            /** @description Send it as before to get the page before this one. Left out of the first page, and where no cursor was sent. */
                            previousCursor?: string;
                        };
                    };
                };
            };
            /** @description `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    createConversation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Your own id of the user, such as an account name or an e-mail address. Keep it the same in every call. Leave it out with a key that is bound to a user. */
                    userId?: string;
                    /** @description A title; the first message gives one otherwise. */
                    title?: string;
                };
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            conversationId: number;
                            userId: string;
                            sessionId: string | null;
                            title: string | null;
                            messageCount: number;
                            /**
                             * @description How the last message stands. Left out where none was sent to a model.
                             * @enum {string}
                             */
                            status?: "running" | "answered" | "failed" | "cancelled";
                            /** @description The model that answered the last message, or was to answer it. */
                            model?: string;
                            /** @description Of a branch: where it left another conversation, which may have been deleted since. */
                            branchOf?: {
                                conversationId: number;
                                /** @description The message there that was answered again or edited. */
                                messageId?: number;
                            };
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            updatedAt: string;
                        };
                    };
                };
            };
            /** @description `invalid_json`: The body is not JSON. `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_json" | "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `body_timeout`: The body did not come in time. */
            408: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "body_timeout";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "body_too_large";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteConversations: {
        parameters: {
            query?: {
                /**
                 * @description Your own id of the user, such as an account name or an e-mail address. Keep it the same in every call. Leave it out with a key that is bound to a user.
                 * @example ada
                 */
                userId?: string;
                /**
                 * @description Only those that nobody has written to since this time.
                 * @example 2026-01-01T00:00:00Z
                 */
                updatedBefore?: string;
                /** @description Only those that were written to after this time. */
                updatedAfter?: string;
                /** @description Only those whose title contains this text. */
                title?: string;
                /**
                 * @description How many at most: the oldest ones first.
                 * @example 100
                 */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            conversationIds: number[];
                            deleted: {
                                conversations: number;
                                messages: number;
                                jobs: number;
                            };
                            /** @description Whether more of them are left: call again. */
                            hasMore: boolean;
                        };
                    };
                };
            };
            /** @description `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    searchConversations: {
        parameters: {
            query: {
                /**
                 * @description Words that the title or one message has to contain, all of them. Words are found from their beginning; Korean, Chinese and Japanese anywhere.
                 * @example everest
                 */
                query: string;
                /** @description Only this user's conversations; without it, those of all users, which takes the scope admin. */
                userId?: string;
                /** @description Only those whose last message stands so. */
                status?: "running" | "answered" | "failed" | "cancelled";
                /** @description Only those whose last message this model answered, or was to answer. */
                model?: string;
                /** @description Only those that changed at this time or later. */
                updatedAfter?: string;
                /** @description Only those that have not changed since this time. */
                updatedBefore?: string;
                /**
                 * @description How many to return, at most 100.
                 * @example 20
                 */
                limit?: number;
                /** @description The nextCursor of a page: asks for the page that follows it. However long the list is, this is as fast as the first page, and rows that are added or change meanwhile never make a page come twice. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            conversations: {
                                conversationId: number;
                                userId: string;
                                sessionId: string | null;
                                title: string | null;
                                messageCount: number;
                                /**
                                 * @description How the last message stands. Left out where none was sent to a model.
                                 * @enum {string}
                                 */
                                status?: "running" | "answered" | "failed" | "cancelled";
                                /** @description The model that answered the last message, or was to answer it. */
                                model?: string;
                                /** @description Of a branch: where it left another conversation, which may have been deleted since. */
                                branchOf?: {
                                    conversationId: number;
                                    /** @description The message there that was answered again or edited. */
                                    messageId?: number;
                                };
                                /** Format: date-time */
                                createdAt: string;
                                /** Format: date-time */
                                updatedAt: string;
                                match: {
                                    /** @enum {string} */
                                    in: "title" | "message";
                                    /** @description The message that matches. */
                                    messageId?: number;
                                    /** @description The text around the match, in one line. */
                                    excerpt: string;
                                };
                            }[];
                            /** @description False while older messages are not in the index yet: ask again later. */
                            isComplete: boolean;
                            limit: number;
                            /** @description Send it as after to get the next page. Left out after the last. */
                            nextCursor?: string;
                        };
                    };
                };
            };
            /** @description `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    getConversation: {
        parameters: {
            query?: {
                /** @description Answers 404 unless the conversation is of this user. */
                userId?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The id of the conversation.
                 * @example 42
                 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            conversationId: number;
                            userId: string;
                            sessionId: string | null;
                            title: string | null;
                            messageCount: number;
                            /**
                             * @description How the last message stands. Left out where none was sent to a model.
                             * @enum {string}
                             */
                            status?: "running" | "answered" | "failed" | "cancelled";
                            /** @description The model that answered the last message, or was to answer it. */
                            model?: string;
                            /** @description Of a branch: where it left another conversation, which may have been deleted since. */
                            branchOf?: {
                                conversationId: number;
                                /** @description The message there that was answered again or edited. */
                                messageId?: number;
                            };
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            updatedAt: string;
                        };
                    };
                };
            };
            /** @description `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteConversation: {
        parameters: {
            query?: {
                /**
                 * @description Your own id of the user, such as an account name or an e-mail address. Keep it the same in every call. Leave it out with a key that is bound to a user.
                 * @example ada
                 */
                userId?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The id of the conversation.
                 * @example 42
                 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            conversationId: number;
                            deleted: {
                                messages: number;
                                jobs: number;
                            };
                        };
                    };
                };
            };
            /** @description `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    renameConversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the conversation.
                 * @example 42
                 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Answers 404 unless the conversation is of this user. */
                    userId?: string;
                    /** @description The new title. */
                    title: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            conversationId: number;
                            userId: string;
                            sessionId: string | null;
                            title: string | null;
                            messageCount: number;
                            /**
                             * @description How the last message stands. Left out where none was sent to a model.
                             * @enum {string}
                             */
                            status?: "running" | "answered" | "failed" | "cancelled";
                            /** @description The model that answered the last message, or was to answer it. */
                            model?: string;
                            /** @description Of a branch: where it left another conversation, which may have been deleted since. */
                            branchOf?: {
                                conversationId: number;
                                /** @description The message there that was answered again or edited. */
                                messageId?: number;
                            };
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            updatedAt: string;
                        };
                    };
                };
            };
            /** @description `invalid_json`: The body is not JSON. `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_json" | "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `body_timeout`: The body did not come in time. */
            408: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "body_timeout";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "body_too_large";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    exportConversation: {
        parameters: {
            query?: {
                /** @description Answers 404 unless the conversation is of this user. */
                userId?: string;
                /** @description markdown gives a text to read; json everything that was sent and answered. */
                format?: "markdown" | "json";
            };
            header?: never;
            path: {
                /**
                 * @description The id of the conversation.
                 * @example 42
                 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            conversation: {
                                conversationId: number;
                                userId: string;
                                sessionId: string | null;
                                title: string | null;
                                messageCount: number;
                                /**
                                 * @description How the last message stands. Left out where none was sent to a model.
                                 * @enum {string}
                                 */
                                status?: "running" | "answered" | "failed" | "cancelled";
                                /** @description The model that answered the last message, or was to answer it. */
                                model?: string;
                                /** @description Of a branch: where it left another conversation, which may have been deleted since. */
                                branchOf?: {
                                    conversationId: number;
                                    /** @description The message there that was answered again or edited. */
                                    messageId?: number;
                                };
                                /** Format: date-time */
                                createdAt: string;
                                /** Format: date-time */
                                updatedAt: string;
                            };
                            /** @description All of them, with format=json. */
                            messages?: {
                                messageId: number;
                                /** @enum {string} */
                                role: "user" | "assistant" | "system";
                                content: string;
                                /** @description All that was sent or answered, where it is more than text: images, calls of tools and their results. */
                                items?: ({
                                    /** @constant */
                                    type: "message";
                                    /** @enum {string} */
                                    role: "user" | "assistant" | "system" | "developer";
                                    content: ({
                                        /** @constant */
                                        type: "input_text";
                                        text: string;
                                    } | {
                                        /** @constant */
                                        type: "input_image";
                                        image_url: string;
                                        /** @enum {string} */
                                        detail?: "auto" | "low" | "high";
                                    } | {
                                        /** @constant */
                                        type: "output_text";
                                        text: string;
                                    } | {
                                        /** @constant */
                                        type: "refusal";
                                        refusal: string;
                                    })[];
                                } | {
                                    /** @constant */
                                    type: "function_call";
                                    call_id: string;
                                    name: string;
                                    arguments: string;
                                } | {
                                    /** @constant */
                                    type: "function_call_output";
                                    call_id: string;
                                    output: string | ({
                                        /** @constant */
                                        type: "input_text";
                                        text: string;
                                    } | {
                                        /** @constant */
                                        type: "input_image";
                                        image_url: string;
                                        /** @enum {string} */
                                        detail?: "auto" | "low" | "high";
                                    })[];
                                })[];
                                /**
                                 * @description Why the model stopped.
                                 * @enum {string}
                                 */
                                finishReason?: "stop" | "length" | "content_filter" | "tool_calls";
                                /** @description The job that gave this answer. */
                                jobId?: string;
                                metadata: {
                                    [key: string]: unknown;
                                };
                                /** Format: date-time */
                                createdAt: string;
                            }[];
                        };
                    };
                    "text/markdown": string;
                };
            };
            /** @description `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    listMessages: {
        parameters: {
            query?: {
                /**
                 * @description Answers 404 unless the conversation is of this user.
                 * @example ada
                 */
                userId?: string;
                /** @description Which messages come first. A cursor goes on in the order that is asked for with it. */
                order?: "oldest" | "newest";
                /**
                 * @description How many to return, at most 100.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description How many to skip.
                 * @example 0
                 */
                offset?: number;
                /** @description The nextCursor of a page: asks for the page that follows it. However long the list is, this is as fast as the first page, and rows that are added or change meanwhile never make a page come twice. */
                after?: string;
                /** @description The previousCursor of a page: asks for the page before it. */
                before?: string;
                /** @description Whether to count how many there are, up to 10000: true on every page, false on none. A page without a cursor counts unless told. */
                total?: boolean;
            };
            header?: never;
            path: {
                /**
                 * @description The id of the conversation.
                 * @example 42
                 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            conversationId: number;
                            messages: {
                                messageId: number;
                                /** @enum {string} */
                                role: "user" | "assistant" | "system";
                                content: string;
                                /** @description True when the text was cut to fit: getMessage has the rest. */
                                truncated?: boolean;
                                /** @description Where the text goes on that was cut: the offset for getMessage. */
                                nextOffset?: number;
                                /** @description All that was sent or answered, where it is more than text: images, calls of tools and their results. */
                                items?: ({
                                    /** @constant */
                                    type: "message";
                                    /** @enum {string} */
                                    role: "user" | "assistant" | "system" | "developer";
                                    content: ({
                                        /** @constant */
                                        type: "input_text";
                                        text: string;
                                    } | {
                                        /** @constant */
                                        type: "input_image";
                                        image_url: string;
                                        /** @enum {string} */
                                        detail?: "auto" | "low" | "high";
                                    } | {
                                        /** @constant */
                                        type: "output_text";
                                        text: string;
                                    } | {
                                        /** @constant */
                                        type: "refusal";
                                        refusal: string;
                                    })[];
                                } | {
                                    /** @constant */
                                    type: "function_call";
                                    call_id: string;
                                    name: string;
                                    arguments: string;
                                } | {
                                    /** @constant */
                                    type: "function_call_output";
                                    call_id: string;
                                    output: string | ({
                                        /** @constant */
                                        type: "input_text";
                                        text: string;
                                    } | {
                                        /** @constant */
                                        type: "input_image";
                                        image_url: string;
                                        /** @enum {string} */
                                        detail?: "auto" | "low" | "high";
                                    })[];
                                })[];
                                /**
                                 * @description The items are too large for this answer: the export of the user has them.
                                 * @constant
                                 */
                                itemsOmitted?: true;
                                /**
                                 * @description Why the model stopped.
                                 * @enum {string}
                                 */
                                finishReason?: "stop" | "length" | "content_filter" | "tool_calls";
                                /** @description The job that gave this answer. */
                                jobId?: string;
                                metadata: {
                                    [key: string]: unknown;
                                };
                                /** Format: date-time */
                                createdAt: string;
                            }[];
                            /** @description How many there are, counted up to 10000. Left out unless the page was asked to count them. */
                            total?: number;
                            limit: number;
                            offset: number;
                            /** @description Where the next page begins, or null after the last. Left out of a page that a cursor asked for. */
                            nextOffset?: number | null;
                            /** @description Send it as after to get the next page. Left out after the last. */
                            nextCursor?: string;
                            /** @description Send it as before to get the page before this one. Left out of the first page, and where no cursor was sent. */
                            previousCursor?: string;
                        };
                    };
                };
            };
            /** @description `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    getMessage: {
        parameters: {
            query?: {
                /** @description Answers 404 unless the message is of this user. */
                userId?: string;
                /**
                 * @description Where to begin in the text: the nextOffset of a text that was cut.
                 * @example 0
                 */
                offset?: number;
            };
            header?: never;
            path: {
                /**
                 * @description The id of the message.
                 * @example 108
                 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            messageId: number;
                            /** @enum {string} */
                            role: "user" | "assistant" | "system";
                            content: string;
                            /** @description Where the text goes on; null at its end. */
                            nextOffset: number | null;
                            /** @description All that was sent or answered, where it is more than text: images, calls of tools and their results. */
                            items?: ({
                                /** @constant */
                                type: "message";
                                /** @enum {string} */
                                role: "user" | "assistant" | "system" | "developer";
                                content: ({
                                    /** @constant */
                                    type: "input_text";
                                    text: string;
                                } | {
                                    /** @constant */
                                    type: "input_image";
                                    image_url: string;
                                    /** @enum {string} */
                                    detail?: "auto" | "low" | "high";
                                } | {
                                    /** @constant */
                                    type: "output_text";
                                    text: string;
                                } | {
                                    /** @constant */
                                    type: "refusal";
                                    refusal: string;
                                })[];
                            } | {
                                /** @constant */
                                type: "function_call";
                                call_id: string;
                                name: string;
                                arguments: string;
                            } | {
                                /** @constant */
                                type: "function_call_output";
                                call_id: string;
                                output: string | ({
                                    /** @constant */
                                    type: "input_text";
                                    text: string;
                                } | {
                                    /** @constant */
                                    type: "input_image";
                                    image_url: string;
                                    /** @enum {string} */
                                    detail?: "auto" | "low" | "high";
                                })[];
                            })[];
                            /**
                             * @description The items are too large for this answer: the export of the user has them.
                             * @constant
                             */
                            itemsOmitted?: true;
                            /**
                             * @description Why the model stopped.
                             * @enum {string}
                             */
                            finishReason?: "stop" | "length" | "content_filter" | "tool_calls";
                            /** @description The job that gave this answer. */
                            jobId?: string;
                            metadata: {
                                [key: string]: unknown;
                            };
                            /** Format: date-time */
                            createdAt: string;
                            conversationId: number;
                            offset: number;
                            /** @description Of the whole text, in UTF-16 code units, as offsets are. */
                            length: number;
                        };
                    };
                };
            };
            /** @description `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /** @description Only the deliveries of this job. */
                jobId?: string;
                /**
                 * @description Only the deliveries in this state.
                 * @example failed
                 */
                status?: "pending" | "delivered" | "failed";
                /** @description Only what this user may see: what goes to their endpoints and callback URLs. */
                userId?: string;
                /** @description Only the deliveries to this endpoint. */
                endpointId?: string;
                /** @description Only the deliveries of this event. */
                event?: "job.completed" | "job.failed" | "job.cancelled" | "budget.alert" | "budget.exceeded" | "webhook.test";
                /** @description Only those of events at this time or later. */
                createdAfter?: string;
                /** @description Only those of events before this time. */
                createdBefore?: string;
                /**
                 * @description How many to return, at most 100.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description How many to skip.
                 * @example 0
                 */
                offset?: number;
                /** @description The nextCursor of a page: asks for the page that follows it. However long the list is, this is as fast as the first page, and rows that are added or change meanwhile never make a page come twice. */
                after?: string;
                /** @description The previousCursor of a page: asks for the page before it. */
                before?: string;
                /** @description true counts how many there are, up to 10000, which a long list takes time for. */
                total?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            deliveries: {
                                /** @description Also the header webhook-id, in every attempt. */
                                deliveryId: string;
                                /** @description The job that has ended; a test and an event of a budget have none. */
                                jobId?: string;
                                /** @description The endpoint that it goes to; that of a callbackUrl has none. */
                                endpointId?: string;
                                /** @description The subscription of a client of MCP that it goes to. */
                                subscriptionId?: string;
                                /** @enum {string} */
                                event: "job.completed" | "job.failed" | "job.cancelled" | "budget.alert" | "budget.exceeded" | "webhook.test";
                                url: string;
                                /** @enum {string} */
                                status: "pending" | "delivered" | "failed";
                                attempts: number;
                                /** @description The newest attempts, newest first. */
                                log: {
                                    attempt: number;
                                    /** @description What the receiver answered; only 2xx counts as received. */
                                    statusCode?: number;
                                    /** @description Why there was no answer: timeout, refused_address, not_configured, endpoint_disabled, subscription_ended, secret_unreadable, or the code of a connection error, such as ECONNREFUSED. */
                                    error?: string;
                                    latencyMs: number;
                                    /** Format: date-time */
                                    at: string;
                                }[];
                                /**
                                 * Format: date-time
                                 * @description When a pending delivery is tried next.
                                 */
                                nextAttemptAt?: string;
                                /** Format: date-time */
                                createdAt: string;
                                /** Format: date-time */
                                finishedAt?: string;
                            }[];
                            /** @description How many there are, counted up to 10000. Left out unless the page was asked to count them. */
                            total?: number;
                            limit: number;
                            offset: number;
                            /** @description Where the next page begins, or null after the last. Left out of a page that a cursor asked for. */
                            nextOffset?: number | null;
                            /** @description Send it as after to get the next page. Left out after the last. */
                            nextCursor?: string;
                            /** @description Send it as before to get the page before this one. Left out of the first page, and where no cursor was sent. */
                            previousCursor?: string;
                        };
                    };
                };
            };
            /** @description `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: uri
                     * @description The https URL that is called with the event webhook.test.
                     */
                    url?: string;
                    /** @description Or the endpoint that is called with it, also a disabled one. */
                    endpointId?: string;
                };
            };
        };
        responses: {
            /** @description Accepted: the work continues. Poll the job. */
            202: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            /** @description Also the header webhook-id, in every attempt. */
                            deliveryId: string;
                            /** @description The job that has ended; a test and an event of a budget have none. */
                            jobId?: string;
                            /** @description The endpoint that it goes to; that of a callbackUrl has none. */
                            endpointId?: string;
                            /** @description The subscription of a client of MCP that it goes to. */
                            subscriptionId?: string;
                            /** @enum {string} */
                            event: "job.completed" | "job.failed" | "job.cancelled" | "budget.alert" | "budget.exceeded" | "webhook.test";
                            url: string;
                            /** @enum {string} */
                            status: "pending" | "delivered" | "failed";
                            attempts: number;
                            /** @description The newest attempts, newest first. */
                            log: {
                                attempt: number;
                                /** @description What the receiver answered; only 2xx counts as received. */
                                statusCode?: number;
                                /** @description Why there was no answer: timeout, refused_address, not_configured, endpoint_disabled, subscription_ended, secret_unreadable, or the code of a connection error, such as ECONNREFUSED. */
                                error?: string;
                                latencyMs: number;
                                /** Format: date-time */
                                at: string;
                            }[];
                            /**
                             * Format: date-time
                             * @description When a pending delivery is tried next.
                             */
                            nextAttemptAt?: string;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            finishedAt?: string;
                        };
                    };
                };
            };
            /** @description `invalid_json`: The body is not JSON. `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_json" | "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `body_timeout`: The body did not come in time. */
            408: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "body_timeout";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "body_too_large";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    redeliverWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the delivery, as given by listWebhookDeliveries.
                 * @example msg_53a0b2f1c4d54e0f9a6b7c8d9e0f1a2b
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted: the work continues. Poll the job. */
            202: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            /** @description Also the header webhook-id, in every attempt. */
                            deliveryId: string;
                            /** @description The job that has ended; a test and an event of a budget have none. */
                            jobId?: string;
                            /** @description The endpoint that it goes to; that of a callbackUrl has none. */
                            endpointId?: string;
                            /** @description The subscription of a client of MCP that it goes to. */
                            subscriptionId?: string;
                            /** @enum {string} */
                            event: "job.completed" | "job.failed" | "job.cancelled" | "budget.alert" | "budget.exceeded" | "webhook.test";
                            url: string;
                            /** @enum {string} */
                            status: "pending" | "delivered" | "failed";
                            attempts: number;
                            /** @description The newest attempts, newest first. */
                            log: {
                                attempt: number;
                                /** @description What the receiver answered; only 2xx counts as received. */
                                statusCode?: number;
                                /** @description Why there was no answer: timeout, refused_address, not_configured, endpoint_disabled, subscription_ended, secret_unreadable, or the code of a connection error, such as ECONNREFUSED. */
                                error?: string;
                                latencyMs: number;
                                /** Format: date-time */
                                at: string;
                            }[];
                            /**
                             * Format: date-time
                             * @description When a pending delivery is tried next.
                             */
                            nextAttemptAt?: string;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            finishedAt?: string;
                        };
                    };
                };
            };
            /** @description `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `delivery_pending`: The delivery is under way. `endpoint_disabled`: The endpoint is disabled. */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "delivery_pending" | "endpoint_disabled";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    redeliverWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Only what this user may see: what goes to their endpoints and callback URLs. */
                    userId?: string;
                    /** @description Only the deliveries to this endpoint. */
                    endpointId?: string;
                    /**
                     * @description Only the deliveries of this event.
                     * @enum {string}
                     */
                    event?: "job.completed" | "job.failed" | "job.cancelled" | "budget.alert" | "budget.exceeded" | "webhook.test";
                    /**
                     * Format: date-time
                     * @description Only those of events at this time or later.
                     */
                    createdAfter?: string;
                    /**
                     * Format: date-time
                     * @description Only those of events before this time.
                     */
                    createdBefore?: string;
                    /**
                     * @description How many at most.
                     * @default 100
                     */
                    limit?: number;
                };
            };
        };
        responses: {
            /** @description Accepted: the work continues. Poll the job. */
            202: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            deliveryIds: string[];
                            /** @description Whether more such deliveries may be left: call again. */
                            hasMore: boolean;
                        };
                    };
                };
            };
            /** @description `invalid_json`: The body is not JSON. `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_json" | "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `body_timeout`: The body did not come in time. */
            408: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "body_timeout";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `endpoint_disabled`: The endpoint is disabled. */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "endpoint_disabled";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "body_too_large";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    listWebhookEndpoints: {
        parameters: {
            query?: {
                /** @description Only the endpoints that get the events of this user alone. */
                userId?: string;
                /** @description Only the endpoints that stand so: failing are those enabled ones whose last attempt has failed. */
                state?: "enabled" | "failing" | "disabled";
                /**
                 * @description How many to return, at most 100.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description How many to skip.
                 * @example 0
                 */
                offset?: number;
                /** @description The nextCursor of a page: asks for the page that follows it. However long the list is, this is as fast as the first page, and rows that are added or change meanwhile never make a page come twice. */
                after?: string;
                /** @description The previousCursor of a page: asks for the page before it. */
                before?: string;
                /** @description true counts how many there are, up to 10000, which a long list takes time for. */
                total?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            endpoints: {
                                endpointId: string;
                                url: string;
                                description: string | null;
                                events: ("job.completed" | "job.failed" | "job.cancelled" | "budget.alert" | "budget.exceeded")[];
                                enabled: boolean;
                                /** @description Why the server has disabled it: its receiver has answered 410, every attempt has failed for 5 days, or the key that it ends with was revoked or has expired. updateWebhookEndpoint enables it again. */
                                disabledReason: ("gone" | "failing" | "key_revoked") | null;
                                /** @description Whose events it gets; null for all. */
                                userId: string | null;
                                /** @description The key that it ends with: that which created it, or last changed its URL or enabled it. Null when that was done without one, as by API_SECRET_KEY. */
                                keyId: string | null;
                                /** @description Since when every attempt has failed; null while it works. */
                                failingSince: string | null;
                                /** @description Of the last attempt that failed, since one has succeeded: the status, or the reason as in listWebhookDeliveries. */
                                lastError: string | null;
                                /** @description When a webhook last reached it, to within 10 seconds. */
                                lastDeliveredAt: string | null;
                                /** @description Until when the secret before the last rotation signs as well. */
                                previousSecretUntil: string | null;
                                /** Format: date-time */
                                createdAt: string;
                                /** Format: date-time */
                                updatedAt: string;
                            }[];
                            /** @description How many there are, counted up to 10000. Left out unless the page was asked to count them. */
                            total?: number;
                            limit: number;
                            offset: number;
                            /** @description Where the next page begins, or null after the last. Left out of a page that a cursor asked for. */
                            nextOffset?: number | null;
                            /** @description Send it as after to get the next page. Left out after the last. */
                            nextCursor?: string;
                            /** @description Send it as before to get the page before this one. Left out of the first page, and where no cursor was sent. */
                            previousCursor?: string;
                        };
                    };
                };
            };
            /** @description `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    createWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: uri
                     * @description The https URL that is called, as Standard Webhooks defines, at each event.
                     */
                    url: string;
                    /**
                     * @description Which events it gets: the ends of jobs, `budget.alert` once a period when a budget passes its threshold, and `budget.exceeded` once a period when it is used up or first refuses a call.
                     * @default [
                     *       "job.completed",
                     *       "job.failed",
                     *       "job.cancelled",
                     *       "budget.alert",
                     *       "budget.exceeded"
                     *     ]
                     */
                    events?: ("job.completed" | "job.failed" | "job.cancelled" | "budget.alert" | "budget.exceeded")[];
                    /** @description What it is for, in your words; null for nothing. */
                    description?: string | null;
                    /**
                     * @description Whether events are sent to it. Those that come while it is disabled are not.
                     * @default true
                     */
                    enabled?: boolean;
                    /** @description Whose events it gets; left out, those of all users and of the server. A key that is bound to a user gets theirs alone. */
                    userId?: string;
                };
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            endpointId: string;
                            url: string;
                            description: string | null;
                            events: ("job.completed" | "job.failed" | "job.cancelled" | "budget.alert" | "budget.exceeded")[];
                            enabled: boolean;
                            /** @description Why the server has disabled it: its receiver has answered 410, every attempt has failed for 5 days, or the key that it ends with was revoked or has expired. updateWebhookEndpoint enables it again. */
                            disabledReason: ("gone" | "failing" | "key_revoked") | null;
                            /** @description Whose events it gets; null for all. */
                            userId: string | null;
                            /** @description The key that it ends with: that which created it, or last changed its URL or enabled it. Null when that was done without one, as by API_SECRET_KEY. */
                            keyId: string | null;
                            /** @description Since when every attempt has failed; null while it works. */
                            failingSince: string | null;
                            /** @description Of the last attempt that failed, since one has succeeded: the status, or the reason as in listWebhookDeliveries. */
                            lastError: string | null;
                            /** @description When a webhook last reached it, to within 10 seconds. */
                            lastDeliveredAt: string | null;
                            /** @description Until when the secret before the last rotation signs as well. */
                            previousSecretUntil: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            updatedAt: string;
                            /** @description Verifies its webhooks. It is shown this once, and stored encrypted. */
                            secret: string;
                        };
                    };
                };
            };
            /** @description `invalid_json`: The body is not JSON. `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_json" | "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `body_timeout`: The body did not come in time. */
            408: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "body_timeout";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_endpoints`: There are too many endpoints. */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "too_many_endpoints";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "body_too_large";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    getWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the endpoint, as given by createWebhookEndpoint and listWebhookEndpoints.
                 * @example we_01a209f9335dc1a2b3c4d5e6f7a8b9c0
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            endpointId: string;
                            url: string;
                            description: string | null;
                            events: ("job.completed" | "job.failed" | "job.cancelled" | "budget.alert" | "budget.exceeded")[];
                            enabled: boolean;
                            /** @description Why the server has disabled it: its receiver has answered 410, every attempt has failed for 5 days, or the key that it ends with was revoked or has expired. updateWebhookEndpoint enables it again. */
                            disabledReason: ("gone" | "failing" | "key_revoked") | null;
                            /** @description Whose events it gets; null for all. */
                            userId: string | null;
                            /** @description The key that it ends with: that which created it, or last changed its URL or enabled it. Null when that was done without one, as by API_SECRET_KEY. */
                            keyId: string | null;
                            /** @description Since when every attempt has failed; null while it works. */
                            failingSince: string | null;
                            /** @description Of the last attempt that failed, since one has succeeded: the status, or the reason as in listWebhookDeliveries. */
                            lastError: string | null;
                            /** @description When a webhook last reached it, to within 10 seconds. */
                            lastDeliveredAt: string | null;
                            /** @description Until when the secret before the last rotation signs as well. */
                            previousSecretUntil: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            updatedAt: string;
                        };
                    };
                };
            };
            /** @description `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the endpoint, as given by createWebhookEndpoint and listWebhookEndpoints.
                 * @example we_01a209f9335dc1a2b3c4d5e6f7a8b9c0
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            endpointId: string;
                        };
                    };
                };
            };
            /** @description `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    updateWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the endpoint, as given by createWebhookEndpoint and listWebhookEndpoints.
                 * @example we_01a209f9335dc1a2b3c4d5e6f7a8b9c0
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: uri
                     * @description The https URL that is called, as Standard Webhooks defines, at each event.
                     */
                    url?: string;
                    /** @description Which events it gets: the ends of jobs, `budget.alert` once a period when a budget passes its threshold, and `budget.exceeded` once a period when it is used up or first refuses a call. */
                    events?: ("job.completed" | "job.failed" | "job.cancelled" | "budget.alert" | "budget.exceeded")[];
                    /** @description What it is for, in your words; null for nothing. */
                    description?: string | null;
                    /** @description Whether events are sent to it. Those that come while it is disabled are not. */
                    enabled?: boolean;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            endpointId: string;
                            url: string;
                            description: string | null;
                            events: ("job.completed" | "job.failed" | "job.cancelled" | "budget.alert" | "budget.exceeded")[];
                            enabled: boolean;
                            /** @description Why the server has disabled it: its receiver has answered 410, every attempt has failed for 5 days, or the key that it ends with was revoked or has expired. updateWebhookEndpoint enables it again. */
                            disabledReason: ("gone" | "failing" | "key_revoked") | null;
                            /** @description Whose events it gets; null for all. */
                            userId: string | null;
                            /** @description The key that it ends with: that which created it, or last changed its URL or enabled it. Null when that was done without one, as by API_SECRET_KEY. */
                            keyId: string | null;
                            /** @description Since when every attempt has failed; null while it works. */
                            failingSince: string | null;
                            /** @description Of the last attempt that failed, since one has succeeded: the status, or the reason as in listWebhookDeliveries. */
                            lastError: string | null;
                            /** @description When a webhook last reached it, to within 10 seconds. */
                            lastDeliveredAt: string | null;
                            /** @description Until when the secret before the last rotation signs as well. */
                            previousSecretUntil: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            updatedAt: string;
                        };
                    };
                };
            };
            /** @description `invalid_json`: The body is not JSON. `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_json" | "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `body_timeout`: The body did not come in time. */
            408: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "body_timeout";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "body_too_large";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateWebhookEndpointSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the endpoint, as given by createWebhookEndpoint and listWebhookEndpoints.
                 * @example we_01a209f9335dc1a2b3c4d5e6f7a8b9c0
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            endpointId: string;
                            url: string;
                            description: string | null;
                            events: ("job.completed" | "job.failed" | "job.cancelled" | "budget.alert" | "budget.exceeded")[];
                            enabled: boolean;
                            /** @description Why the server has disabled it: its receiver has answered 410, every attempt has failed for 5 days, or the key that it ends with was revoked or has expired. updateWebhookEndpoint enables it again. */
                            disabledReason: ("gone" | "failing" | "key_revoked") | null;
                            /** @description Whose events it gets; null for all. */
                            userId: string | null;
                            /** @description The key that it ends with: that which created it, or last changed its URL or enabled it. Null when that was done without one, as by API_SECRET_KEY. */
                            keyId: string | null;
                            /** @description Since when every attempt has failed; null while it works. */
                            failingSince: string | null;
                            /** @description Of the last attempt that failed, since one has succeeded: the status, or the reason as in listWebhookDeliveries. */
                            lastError: string | null;
                            /** @description When a webhook last reached it, to within 10 seconds. */
                            lastDeliveredAt: string | null;
                            /** @description Until when the secret before the last rotation signs as well. */
                            previousSecretUntil: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            updatedAt: string;
                            /** @description Verifies its webhooks. It is shown this once, and stored encrypted. */
                            secret: string;
                        };
                    };
                };
            };
            /** @description `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    getOverview: {
        parameters: {
            query?: {
                /** @description Limits the overview to this user. Without it, the overview covers all users. */
                userId?: string;
                /** @description The IANA time zone in which days begin, such as Asia/Seoul. */
                timezone?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            /** Format: date-time */
                            at: string;
                            timezone: string;
                            jobs: {
                                queued: number;
                                running: number;
                                waitingForRetry: number;
                                oldestQueuedAt: string | null;
                                lists: {
                                    /** @description The URL of the complete list. */
                                    queued: string;
                                    /** @description The URL of the complete list. */
                                    running: string;
                                };
                            };
                            usage: {
                                today: {
                                    /** @description Model calls that were answered or used tokens. */
                                    requests: number;
                                    /** @description Model calls that gave the answer of their job. */
                                    answers: number;
                                    /** @description Failed jobs, counted for the model of the last call. A job that is retried later stays counted. */
                                    failures: number;
                                    promptTokens: number;
                                    /** @description The part of promptTokens that came from the provider’s cache. */
                                    cachedTokens: number;
                                    completionTokens: number;
                                    /** @description The part of completionTokens spent on reasoning. */
                                    reasoningTokens: number;
                                    totalTokens: number;
                                    /** @description The part of totalTokens that this server estimated, because the provider reported no usage. */
                                    estimatedTokens: number;
                                    /** @description The part of totalTokens of models without a known price. cost does not include them. */
                                    unpricedTokens: number;
                                    /** @description An exact decimal. */
                                    cost: string;
                                    /** @constant */
                                    currency: "USD";
                                    /** @description The median time of the model for an answer, to within 5 %. null without answers. */
                                    latencyMedianMs: number | null;
                                    /** @description The 95th percentile of the same time. */
                                    latencyP95Ms: number | null;
                                    /**
                                     * Format: date-time
                                     * @description The start of the first day, in the time zone.
                                     */
                                    from: string;
                                    /** @description The URL of the usage series. */
                                    list: string;
                                };
                                last7Days: {
                                    /** @description Model calls that were answered or used tokens. */
                                    requests: number;
                                    /** @description Model calls that gave the answer of their job. */
                                    answers: number;
                                    /** @description Failed jobs, counted for the model of the last call. A job that is retried later stays counted. */
                                    failures: number;
                                    promptTokens: number;
                                    /** @description The part of promptTokens that came from the provider’s cache. */
                                    cachedTokens: number;
                                    completionTokens: number;
                                    /** @description The part of completionTokens spent on reasoning. */
                                    reasoningTokens: number;
                                    totalTokens: number;
                                    /** @description The part of totalTokens that this server estimated, because the provider reported no usage. */
                                    estimatedTokens: number;
                                    /** @description The part of totalTokens of models without a known price. cost does not include them. */
                                    unpricedTokens: number;
                                    /** @description An exact decimal. */
                                    cost: string;
                                    /** @constant */
                                    currency: "USD";
                                    /** @description The median time of the model for an answer, to within 5 %. null without answers. */
                                    latencyMedianMs: number | null;
                                    /** @description The 95th percentile of the same time. */
                                    latencyP95Ms: number | null;
                                    /**
                                     * Format: date-time
                                     * @description The start of the first day, in the time zone.
                                     */
                                    from: string;
                                    /** @description The URL of the usage series. */
                                    list: string;
                                };
                                last30Days: {
                                    /** @description Model calls that were answered or used tokens. */
                                    requests: number;
                                    /** @description Model calls that gave the answer of their job. */
                                    answers: number;
                                    /** @description Failed jobs, counted for the model of the last call. A job that is retried later stays counted. */
                                    failures: number;
                                    promptTokens: number;
                                    /** @description The part of promptTokens that came from the provider’s cache. */
                                    cachedTokens: number;
                                    completionTokens: number;
                                    /** @description The part of completionTokens spent on reasoning. */
                                    reasoningTokens: number;
                                    totalTokens: number;
                                    /** @description The part of totalTokens that this server estimated, because the provider reported no usage. */
                                    estimatedTokens: number;
                                    /** @description The part of totalTokens of models without a known price. cost does not include them. */
                                    unpricedTokens: number;
                                    /** @description An exact decimal. */
                                    cost: string;
                                    /** @constant */
                                    currency: "USD";
                                    /** @description The median time of the model for an answer, to within 5 %. null without answers. */
                                    latencyMedianMs: number | null;
                                    /** @description The 95th percentile of the same time. */
                                    latencyP95Ms: number | null;
                                    /**
                                     * Format: date-time
                                     * @description The start of the first day, in the time zone.
                                     */
                                    from: string;
                                    /** @description The URL of the usage series. */
                                    list: string;
                                };
                            };
                            deadLetters: {
                                /** @description Failed jobs, which can be retried. Counted up to 10000. */
                                count: number;
                                oldestAt: string | null;
                                /** @description Grouped by error code, the newest first. */
                                failures: {
                                    code: string;
                                    /** @description The number among the newest dead letters. */
                                    count: number;
                                    /** Format: date-time */
                                    newestAt: string;
                                    newestJobId: string;
                                }[];
                                /** @description The URL of the complete list. */
                                list: string;
                            };
                            /** @description Models that get no calls for a while, because they failed too often. null while KV cannot be read. */
                            circuits: {
                                open: {
                                    model: string;
                                    /** @enum {string} */
                                    state: "open" | "half-open";
                                    since: string | null;
                                    /** @description The code of the last error. */
                                    code: string | null;
                                    /** @description The URL of the complete list. */
                                    list: string;
                                }[];
                                /** @description The URL of the complete list. */
                                list: string;
                            } | null;
                            webhooks: {
                                /** @description Counted up to 10000. */
                                failedDeliveries: number;
                                newestFailedAt: string | null;
                                /** @description Endpoints that were disabled because they failed or their key was revoked. */
                                disabledEndpoints: number;
                                /** @description Enabled endpoints whose last attempt failed. */
                                failingEndpoints: number;
                                lists: {
                                    /** @description The URL of the complete list. */
                                    deliveries: string;
                                    /** @description The URL of the complete list. */
                                    endpoints: string;
                                };
                            };
                            budgets: {
                                /** @description Budgets that are 80 % or more used, but not used up. */
                                near: number;
                                over: number;
                                /** @description The budgets of both counts, the most used first, at most 20. */
                                used: {
                                    /** @description null for the whole server. */
                                    userId: string | null;
                                    /** @enum {string} */
                                    period: "day" | "month";
                                    /** @enum {string} */
                                    unit: "tokens" | "usd";
                                    spent: string;
                                    limit: string;
                                    isHard: boolean;
                                    /** @description spent divided by limit. 1 or more means that the budget is used up. */
                                    share: number;
                                    /** Format: date-time */
                                    resetsAt: string;
                                    /** @description The URL of the complete list. */
                                    list: string;
                                }[];
                                /** @description The URL of the complete list. */
                                list: string;
                            };
                        };
                    };
                };
            };
            /** @description `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    listModels: {
        parameters: {
            query?: {
                /**
                 * @description Lists only models whose name contains this text. Case does not matter.
                 * @example luna
                 */
                query?: string;
                /** @description Lists only the models of this provider. */
                provider?: string;
                /** @description How many models to return. */
                limit?: number;
                /** @description How many models to skip. */
                offset?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            models: {
                                /** @description The name that chats use for it. */
                                model: string;
                                /** @description The name that its provider uses for it. */
                                name: string;
                                provider: string;
                                /** @description Other names that chats may use for it. */
                                aliases: string[];
                                /** @description True for the model that answers chats without a model name. */
                                isDefault: boolean;
                                /** @description 1 for the first fallback model, 2 for the second, and so on; null when the model is no fallback. */
                                fallbackOrder: number | null;
                                /** @description False when only the provider's list names the model. */
                                isConfigured: boolean;
                                /** @description Null when the price is unknown. */
                                price: {
                                    /** @description An exact decimal. */
                                    input: string;
                                    /** @description Null when cached tokens cost the same as other input tokens. */
                                    cachedInput: string | null;
                                    output: string;
                                    /** @constant */
                                    currency: "USD";
                                    /** @constant */
                                    perTokens: 1000000;
                                    /**
                                     * @description The source of the price: this server's settings, the package genai-prices, or this server's built-in list.
                                     * @enum {string}
                                     */
                                    source: "configuration" | "genai-prices" | "built-in";
                                } | null;
                                /** @description The size of its context window, if configured. */
                                contextTokens: number | null;
                                /** @description The most conversation history that is sent with a call, if configured. */
                                historyTokens: number | null;
                                /** @description The most tokens that all calls together may use in a minute, if configured. */
                                tokensPerMinute: number | null;
                                /** @description The time limit of one call. */
                                timeoutSeconds: number;
                                circuit: {
                                    /**
                                     * @description open: the model failed too often in a row, so no call is sent to it. half-open: the next call tries it. unknown: KV cannot be read.
                                     * @enum {string}
                                     */
                                    state: "closed" | "open" | "half-open" | "unknown";
                                    /** @description The time at which the circuit opened; null while it is closed. */
                                    since: string | null;
                                    /** @description The time at which the next call may try the model; null unless the circuit is open. */
                                    retryAt: string | null;
                                    /** @description The last outage of the past few minutes. It stays here after the circuit closes. */
                                    lastError: {
                                        code: string;
                                        /** @description Null for callers without the scope admin. */
                                        message: string | null;
                                        /** Format: date-time */
                                        at: string;
                                    } | null;
                                };
                            }[];
                            /** @description Only for callers with the scope admin who act for all users. */
                            providers?: {
                                name: string;
                                baseUrl: string;
                                /** @description True when the configuration lists its models, so this server does not ask the provider for them. */
                                hasOwnList: boolean;
                                timeoutSeconds: number;
                                /** @description Parameters that the provider does not accept in a call. */
                                refuses: string[];
                                /** @description The last check of its address, its key and its models. */
                                check: {
                                    /** @enum {string} */
                                    status: "ok" | "down" | "unknown";
                                    latencyMs: number;
                                    /** @description The problem, and the variable to correct. */
                                    reason?: string;
                                    /** Format: date-time */
                                    checkedAt: string;
                                };
                            }[];
                            /** @description The models that this server allows in addition to its own: names, or prefixes that end in a star. Null allows all. */
                            allowedModels: string[] | null;
                            /** @description The models that the caller's key allows, in the same form. Null allows all. */
                            keyModels: string[] | null;
                            total: number;
                            limit: number;
                            offset: number;
                            nextOffset: number | null;
                        };
                    };
                };
            };
            /** @description `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    getUsage: {
        parameters: {
            query?: {
                /**
                 * @description Returns only the usage of this user. Without it, returns the usage of all users.
                 * @example ada
                 */
                userId?: string;
                /** @description Returns only the usage of this model. Use provider/name for a model outside the default provider. */
                model?: string;
                /** @description Returns only the usage of this API key. */
                keyId?: string;
                /**
                 * @description The first day or time. The default is the last 24 hours, 30 days or 12 months.
                 * @example 2026-11-24
                 */
                from?: string;
                /**
                 * @description The first day or time after the range. The default is now.
                 * @example 2026-11-25
                 */
                to?: string;
                /**
                 * @description The size of one step of the series.
                 * @example day
                 */
                granularity?: "hour" | "day" | "month";
                /**
                 * @description The IANA time zone in which days and months begin, such as Asia/Seoul.
                 * @example Asia/Seoul
                 */
                timezone?: string;
                /** @description Splits each step by user, model or API key. */
                groupBy?: "user" | "model" | "key";
                /** @description csv returns the whole series as a text file. The header Accept: text/csv has the same effect. */
                format?: "json" | "csv";
                /** @description How many rows of the series to return. */
                limit?: number;
                /** @description How many rows to skip. */
                offset?: number;
            };
            header?: {
                /** @description `text/csv` is the same as `format=csv`. The parameter `format` takes precedence. */
                Accept?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            /** Format: date-time */
                            from: string;
                            /** Format: date-time */
                            to: string;
                            timezone: string;
                            /** @enum {string} */
                            granularity: "hour" | "day" | "month";
                            totals: {
                                /** @description Model calls that were answered or used tokens. */
                                requests: number;
                                /** @description Model calls that gave the answer of their job. */
                                answers: number;
                                /** @description Failed jobs, counted for the model of the last call. A job that is retried later stays counted. */
                                failures: number;
                                promptTokens: number;
                                /** @description The part of promptTokens that came from the provider’s cache. */
                                cachedTokens: number;
                                completionTokens: number;
                                /** @description The part of completionTokens spent on reasoning. */
                                reasoningTokens: number;
                                totalTokens: number;
                                /** @description The part of totalTokens that this server estimated, because the provider reported no usage. */
                                estimatedTokens: number;
                                /** @description The part of totalTokens of models without a known price. cost does not include them. */
                                unpricedTokens: number;
                                /** @description An exact decimal. */
                                cost: string;
                                /** @constant */
                                currency: "USD";
                                /** @description The median time of the model for an answer, to within 5 %. null without answers. */
                                latencyMedianMs: number | null;
                                /** @description The 95th percentile of the same time. */
                                latencyP95Ms: number | null;
                            };
                            /** @description The steps with usage, oldest first. Steps without usage are left out. */
                            series: {
                                /**
                                 * Format: date-time
                                 * @description The start of the step, in the time zone.
                                 */
                                start: string;
                                /** @description Null for deleted users. */
                                userId?: string | null;
                                model?: string;
                                /** @description Null for the server's own key. */
                                keyId?: string | null;
                                /** @description The name of keyId. Also null for keys that the caller may not see. */
                                keyName?: string | null;
                                /** @description Model calls that were answered or used tokens. */
                                requests: number;
                                /** @description Model calls that gave the answer of their job. */
                                answers: number;
                                /** @description Failed jobs, counted for the model of the last call. A job that is retried later stays counted. */
                                failures: number;
                                promptTokens: number;
                                /** @description The part of promptTokens that came from the provider’s cache. */
                                cachedTokens: number;
                                completionTokens: number;
                                /** @description The part of completionTokens spent on reasoning. */
                                reasoningTokens: number;
                                totalTokens: number;
                                /** @description The part of totalTokens that this server estimated, because the provider reported no usage. */
                                estimatedTokens: number;
                                /** @description The part of totalTokens of models without a known price. cost does not include them. */
                                unpricedTokens: number;
                                /** @description An exact decimal. */
                                cost: string;
                                /** @constant */
                                currency: "USD";
                                /** @description The median time of the model for an answer, to within 5 %. null without answers. */
                                latencyMedianMs: number | null;
                                /** @description The 95th percentile of the same time. */
                                latencyP95Ms: number | null;
                            }[];
                            /** @description The number of rows in the whole series. */
                            total: number;
                            limit: number;
                            offset: number;
                            nextOffset: number | null;
                        };
                    };
                    "text/csv": string;
                };
            };
            /** @description `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    getBudgets: {
        parameters: {
            query?: {
                /**
                 * @description Returns the budgets of this user. Without it, returns those of the whole server.
                 * @example ada
                 */
                userId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            budgets: {
                                /** @description null for the whole server. */
                                userId: string | null;
                                /** @enum {string} */
                                period: "day" | "month";
                                /** @enum {string} */
                                unit: "tokens" | "usd";
                                soft: string | null;
                                hard: string | null;
                                alertPercent: number | null;
                                /** @description The spent amount at which webhook endpoints receive budget.alert. */
                                alertAt: string;
                                /** @description Spent in the current period. */
                                spent: string;
                                /** @description Reserved for running calls. */
                                reserved: string;
                                /** @description The amount left below the hard limit; null without a hard limit. */
                                remaining: string | null;
                                /** Format: date-time */
                                resetsAt: string;
                            }[];
                        };
                    };
                };
            };
            /** @description `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    setBudget: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The user of the budget. Without it, the budget is that of the whole server. */
                    userId?: string;
                    /**
                     * @description A day or a month, in UTC.
                     * @enum {string}
                     */
                    period: "day" | "month";
                    /**
                     * @description The limited amount: tokens, or US dollars at the price of the model.
                     * @enum {string}
                     */
                    unit: "tokens" | "usd";
                    /** @description Answers above it carry a warning. null: no soft limit. */
                    soft?: (string | number) | null;
                    /** @description Never exceeded: a call that does not fit fails with budget_exceeded. null: no hard limit. */
                    hard?: (string | number) | null;
                    /** @description The percentage of hard (or of soft, without hard) at which webhook endpoints receive budget.alert. null: at soft, or at 80 % of hard without soft. */
                    alertPercent?: number | null;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            budgets: {
                                /** @description null for the whole server. */
                                userId: string | null;
                                /** @enum {string} */
                                period: "day" | "month";
                                /** @enum {string} */
                                unit: "tokens" | "usd";
                                soft: string | null;
                                hard: string | null;
                                alertPercent: number | null;
                                /** @description The spent amount at which webhook endpoints receive budget.alert. */
                                alertAt: string;
                                /** @description Spent in the current period. */
                                spent: string;
                                /** @description Reserved for running calls. */
                                reserved: string;
                                /** @description The amount left below the hard limit; null without a hard limit. */
                                remaining: string | null;
                                /** Format: date-time */
                                resetsAt: string;
                            }[];
                        };
                    };
                };
            };
            /** @description `invalid_json`: The body is not JSON. `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_json" | "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `body_timeout`: The body did not come in time. */
            408: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "body_timeout";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "body_too_large";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    listBudgets: {
        parameters: {
            query?: {
                /** @description Only the budgets of this user. */
                userId?: string;
                /**
                 * @description Lists only budgets that are at least this much used, in percent. 100 lists the budgets that are used up.
                 * @example 80
                 */
                usedPercentMin?: number;
                /**
                 * @description How many to return, at most 100.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description How many to skip.
                 * @example 0
                 */
                offset?: number;
                /** @description The nextCursor of a page: asks for the page that follows it. However long the list is, this is as fast as the first page, and rows that are added or change meanwhile never make a page come twice. */
                after?: string;
                /** @description The previousCursor of a page: asks for the page before it. */
                before?: string;
                /** @description true counts how many there are, up to 10000, which a long list takes time for. */
                total?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            budgets: {
                                /** @description null for the whole server. */
                                userId: string | null;
                                /** @enum {string} */
                                period: "day" | "month";
                                /** @enum {string} */
                                unit: "tokens" | "usd";
                                soft: string | null;
                                hard: string | null;
                                alertPercent: number | null;
                                /** @description The spent amount at which webhook endpoints receive budget.alert. */
                                alertAt: string;
                                /** @description Spent in the current period. */
                                spent: string;
                                /** @description Reserved for running calls. */
                                reserved: string;
                                /** @description The amount left below the hard limit; null without a hard limit. */
                                remaining: string | null;
                                /** Format: date-time */
                                resetsAt: string;
                                /** @description The used share of the hard limit, or of the soft limit without a hard one. 1 or more means used up. */
                                share: number;
                            }[];
                            /** @description How many there are, counted up to 10000. Left out unless the page was asked to count them. */
                            total?: number;
                            limit: number;
                            offset: number;
                            /** @description Where the next page begins, or null after the last. Left out of a page that a cursor asked for. */
                            nextOffset?: number | null;
                            /** @description Send it as after to get the next page. Left out after the last. */
                            nextCursor?: string;
                            /** @description Send it as before to get the page before this one. Left out of the first page, and where no cursor was sent. */
                            previousCursor?: string;
                        };
                    };
                };
            };
            /** @description `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    listKeys: {
        parameters: {
            query?: {
                /**
                 * @description Only the keys that are bound to this user.
                 * @example ada
                 */
                userId?: string;
                /**
                 * @description How many to return, at most 100.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description How many to skip.
                 * @example 0
                 */
                offset?: number;
                /** @description The nextCursor of a page: asks for the page that follows it. However long the list is, this is as fast as the first page, and rows that are added or change meanwhile never make a page come twice. */
                after?: string;
                /** @description The previousCursor of a page: asks for the page before it. */
                before?: string;
                /** @description true counts how many there are, up to 10000, which a long list takes time for. */
                total?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            keys: {
                                keyId: string;
                                name: string | null;
                                /** @description The first characters of the key, to recognise it by. */
                                prefix: string;
                                scopes: ("chat" | "read" | "usage" | "admin")[];
                                /** @description For whom alone it acts; null for all users. */
                                userId: string | null;
                                requestsPerHour: number | null;
                                /** @description The only models that it may ask for; null for all. */
                                models: string[] | null;
                                /** @enum {string} */
                                state: "active" | "expired" | "revoked";
                                /** Format: date-time */
                                createdAt: string;
                                /** @description To within seconds; null before the first use. */
                                lastUsedAt: string | null;
                                expiresAt: string | null;
                                revokedAt: string | null;
                                /** @description What the key has used since the first of the month (UTC). */
                                month: {
                                    /** @description Model calls. */
                                    requests: number;
                                    answers: number;
                                    failures: number;
                                    totalTokens: number;
                                    /** @description An exact decimal. */
                                    cost: string;
                                    /** @constant */
                                    currency: "USD";
                                };
                                /** @description The budgets of the key's user, the most used first; none for a key that acts for all users. */
                                budgets: {
                                    /** @enum {string} */
                                    period: "day" | "month";
                                    /** @enum {string} */
                                    unit: "tokens" | "usd";
                                    spent: string;
                                    limit: string;
                                    isHard: boolean;
                                    /** @description spent of limit; 1 and more is used up. */
                                    share: number;
                                }[];
                            }[];
                            /** @description How many there are, counted up to 10000. Left out unless the page was asked to count them. */
                            total?: number;
                            limit: number;
                            offset: number;
                            /** @description Where the next page begins, or null after the last. Left out of a page that a cursor asked for. */
                            nextOffset?: number | null;
                            /** @description Send it as after to get the next page. Left out after the last. */
                            nextCursor?: string;
                            /** @description Send it as before to get the page before this one. Left out of the first page, and where no cursor was sent. */
                            previousCursor?: string;
                        };
                    };
                };
            };
            /** @description `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    createKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What the key is for, such as "GPT on my phone". */
                    name: string;
                    /**
                     * @description What the key may do: `chat` begins, continues and deletes conversations, `read` looks at what there is, `usage` sees tokens, cost and budgets, `admin` retries, deletes users and sets budgets.
                     * @default [
                     *       "chat",
                     *       "read"
                     *     ]
                     */
                    scopes?: ("chat" | "read" | "usage" | "admin")[];
                    /** @description Binds the key to this user, who must exist: it then acts for them alone, and never as admin. */
                    userId?: string;
                    /**
                     * Format: date-time
                     * @description When the key ends; never by default.
                     */
                    expiresAt?: string;
                    /** @description The same, as days from now. */
                    expiresInDays?: number;
                    /** @description The key's own limit, beside that of each user. */
                    requestsPerHour?: number;
                    /** @description The only models that chats of this key may ask for: names, or beginnings with a star such as `gpt-6*` or `local/*`. */
                    models?: string[];
                };
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            keyId: string;
                            name: string | null;
                            /** @description The first characters of the key, to recognise it by. */
                            prefix: string;
                            scopes: ("chat" | "read" | "usage" | "admin")[];
                            /** @description For whom alone it acts; null for all users. */
                            userId: string | null;
                            requestsPerHour: number | null;
                            /** @description The only models that it may ask for; null for all. */
                            models: string[] | null;
                            /** @enum {string} */
                            state: "active" | "expired" | "revoked";
                            /** Format: date-time */
                            createdAt: string;
                            /** @description To within seconds; null before the first use. */
                            lastUsedAt: string | null;
                            expiresAt: string | null;
                            revokedAt: string | null;
                            /** @description The key, which is shown this once and stored nowhere. */
                            key: string;
                        };
                    };
                };
            };
            /** @description `invalid_json`: The body is not JSON. `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_json" | "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `body_timeout`: The body did not come in time. */
            408: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "body_timeout";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "body_too_large";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the key, as given by createKey and listKeys; not the key itself.
                 * @example key_01a209f9335dc1a2b3c4d5e6f7a8b9c0
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            keyId: string;
                            name: string | null;
                            /** @description The first characters of the key, to recognise it by. */
                            prefix: string;
                            scopes: ("chat" | "read" | "usage" | "admin")[];
                            /** @description For whom alone it acts; null for all users. */
                            userId: string | null;
                            requestsPerHour: number | null;
                            /** @description The only models that it may ask for; null for all. */
                            models: string[] | null;
                            /** @enum {string} */
                            state: "active" | "expired" | "revoked";
                            /** Format: date-time */
                            createdAt: string;
                            /** @description To within seconds; null before the first use. */
                            lastUsedAt: string | null;
                            expiresAt: string | null;
                            revokedAt: string | null;
                        };
                    };
                };
            };
            /** @description `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    listSignIns: {
        parameters: {
            query?: {
                /**
                 * @description Only the sign-ins by which a client acts for this user alone.
                 * @example ada
                 */
                userId?: string;
                /**
                 * @description How many to return, at most 100.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description How many to skip.
                 * @example 0
                 */
                offset?: number;
                /** @description The nextCursor of a page: asks for the page that follows it. However long the list is, this is as fast as the first page, and rows that are added or change meanwhile never make a page come twice. */
                after?: string;
                /** @description The previousCursor of a page: asks for the page before it. */
                before?: string;
                /** @description true counts how many there are, up to 10000, which a long list takes time for. */
                total?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            signIns: {
                                signInId: string;
                                /** @description The id of the client; an address when a document there describes it. */
                                clientId: string;
                                /** @description For whom alone the client acts; null for all users. */
                                userId: string | null;
                                /** @description What the client calls itself, if it has registered. */
                                clientName: string | null;
                                scopes: ("chat" | "read" | "usage" | "admin")[];
                                /**
                                 * @description `barred` while OIDC_ALLOWED no longer lets the person in, and the client can do nothing.
                                 * @enum {string}
                                 */
                                state: "active" | "barred";
                                /** Format: date-time */
                                signedInAt: string;
                                /** @description When the client last got an access token, which it can use for an hour; null before the first. */
                                lastTokenAt: string | null;
                                /**
                                 * Format: date-time
                                 * @description When it ends unless the client gets another token before.
                                 */
                                expiresAt: string;
                            }[];
                            /** @description How many there are, counted up to 10000. Left out unless the page was asked to count them. */
                            total?: number;
                            limit: number;
                            offset: number;
                            /** @description Where the next page begins, or null after the last. Left out of a page that a cursor asked for. */
                            nextOffset?: number | null;
                            /** @description Send it as after to get the next page. Left out after the last. */
                            nextCursor?: string;
                            /** @description Send it as before to get the page before this one. Left out of the first page, and where no cursor was sent. */
                            previousCursor?: string;
                        };
                    };
                };
            };
            /** @description `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    endSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the sign-in, as given by listSignIns. It opens nothing.
                 * @example grant_01a209f9335dc1a2b3c4d5e6f7a8b9c0
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            signInId: string;
                            /** @description The id of the client; an address when a document there describes it. */
                            clientId: string;
                            /** @description For whom alone the client acts; null for all users. */
                            userId: string | null;
                        };
                    };
                };
            };
            /** @description `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    listSessions: {
        parameters: {
            query?: {
                /**
                 * @description Only the sessions that act for this user alone.
                 * @example ada
                 */
                userId?: string;
                /**
                 * @description How many to return, at most 100.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description How many to skip.
                 * @example 0
                 */
                offset?: number;
                /** @description The nextCursor of a page: asks for the page that follows it. However long the list is, this is as fast as the first page, and rows that are added or change meanwhile never make a page come twice. */
                after?: string;
                /** @description The previousCursor of a page: asks for the page before it. */
                before?: string;
                /** @description true counts how many there are, up to 10000, which a long list takes time for. */
                total?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            sessions: {
                                sessionId: string;
                                /**
                                 * @description `owner` for API_SECRET_KEY, `key` for a personal key, `openid` for the OpenID provider.
                                 * @enum {string}
                                 */
                                signedInWith: "owner" | "key" | "openid";
                                /** @description For whom alone the session acts; null for the owner’s. */
                                userId: string | null;
                                /** @description The personal key that it began with, and ends with. */
                                keyId: string | null;
                                /** @description How the browser named itself at the sign-in. */
                                userAgent: string | null;
                                /** @description Whether it is the session that asks. */
                                isCurrent: boolean;
                                /** Format: date-time */
                                signedInAt: string;
                                /**
                                 * Format: date-time
                                 * @description When it was last used, to within a minute.
                                 */
                                lastUsedAt: string;
                                /** Format: date-time */
                                expiresAt: string;
                            }[];
                            /** @description How many there are, counted up to 10000. Left out unless the page was asked to count them. */
                            total?: number;
                            limit: number;
                            offset: number;
                            /** @description Where the next page begins, or null after the last. Left out of a page that a cursor asked for. */
                            nextOffset?: number | null;
                            /** @description Send it as after to get the next page. Left out after the last. */
                            nextCursor?: string;
                            /** @description Send it as before to get the page before this one. Left out of the first page, and where no cursor was sent. */
                            previousCursor?: string;
                        };
                    };
                };
            };
            /** @description `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    endAllSessions: {
        parameters: {
            query?: {
                /**
                 * @description Only the sessions that act for this user alone; those of everybody without it.
                 * @example ada
                 */
                userId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            /** @description How many sessions have ended. */
                            ended: number;
                        };
                    };
                };
            };
            /** @description `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the session, as given by listSessions. It opens nothing.
                 * @example session_01a209f9335dc1a2b3c4d5e6f7a8b9c0
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            sessionId: string;
                            userId: string | null;
                        };
                    };
                };
            };
            /** @description `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `unauthorized`: The key is missing or wrong. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "unauthorized";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_scope`: The key does not allow this. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "insufficient_scope";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such thing. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "not_found";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        /** @description The result in one sentence, for people and models. */
                        message: string;
                        data: {
                            /** @enum {string} */
                            status: "ok" | "degraded" | "down";
                            checks: {
                                database: {
                                    /** @enum {string} */
                                    status: "ok" | "down";
                                    latencyMs: number;
                                    /** @description The problem, if known, and the variable to correct. */
                                    reason?: string;
                                };
                                /** @description ok when KV accepts writes. Without KV, rate limits and caches are off. */
                                kv: {
                                    /** @enum {string} */
                                    status: "ok" | "down";
                                    latencyMs: number;
                                    /** @description The problem, if known, and the variable to correct. */
                                    reason?: string;
                                };
                                queue: {
                                    /** @enum {string} */
                                    status: "ok" | "down";
                                    latencyMs: number;
                                    /** @description The problem, if known, and the variable to correct. */
                                    reason?: string;
                                    /** @description How long the oldest due job has waited for a worker. Only with PostgreSQL as the queue. */
                                    lagSeconds?: number;
                                    /** @description The last queue delivery that this server rejected in the past few minutes, and the reason. */
                                    rejectedDelivery?: {
                                        /** @enum {string} */
                                        reason: "not_yet_valid" | "expired" | "other_address" | "other_body" | "unknown_key" | "invalid_signature";
                                        /** Format: date-time */
                                        at: string;
                                    };
                                };
                                /** @description ok when every provider accepts its key and lists the configured models. The lists are requested about once a minute. unknown when a provider has no such list. */
                                model: {
                                    /** @enum {string} */
                                    status: "ok" | "down" | "unknown";
                                    latencyMs: number;
                                    /** @description The problem, if known, and the variable to correct. */
                                    reason?: string;
                                    /** @description The same check for each provider, by name, when the server has several providers. */
                                    providers?: {
                                        [key: string]: {
                                            /** @enum {string} */
                                            status: "ok" | "down" | "unknown";
                                            latencyMs: number;
                                            /** @description The problem, if known, and the variable to correct. */
                                            reason?: string;
                                        };
                                    };
                                };
                            };
                            model: string;
                        };
                    };
                };
            };
            /** @description `invalid_input`: The request is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "invalid_input";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Something went wrong here. `not_configured`: The server is not configured. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "internal_error" | "not_configured";
                    } & components["schemas"]["Problem"];
                };
            };
            /** @description `database_unavailable`: The database cannot be reached. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    } & components["schemas"]["Problem"];
                };
            };
        };
    };
    onJobCompleted: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event for this endpoint. It is the same in every attempt. */
                "webhook-id": string;
                /** @description The time of this attempt, in seconds since 1970. */
                "webhook-timestamp": string;
                /** @description `v1,` followed by the signature in base64. During a secret rotation there are two signatures. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "job.completed";
                    /**
                     * Format: date-time
                     * @description The time of the event.
                     */
                    timestamp: string;
                    data: {
                        jobId: string;
                        /** @enum {string} */
                        status: "queued" | "running" | "completed" | "failed" | "cancelled";
                        conversationId: number;
                        /** @description The API key that asked, unless it was API_SECRET_KEY. */
                        keyId?: string;
                        /** @description The id of the assistant's message. */
                        messageId?: number;
                        /** @description The assistant's answer. */
                        response?: string;
                        /** @description Where an answer goes on that was too long for its caller: the offset for getMessage. */
                        nextOffset?: number;
                        /** @description The answer in items, where it is more than text: calls of tools. */
                        items?: ({
                            /** @constant */
                            type: "message";
                            /** @enum {string} */
                            role: "user" | "assistant" | "system" | "developer";
                            content: ({
                                /** @constant */
                                type: "input_text";
                                text: string;
                            } | {
                                /** @constant */
                                type: "input_image";
                                image_url: string;
                                /** @enum {string} */
                                detail?: "auto" | "low" | "high";
                            } | {
                                /** @constant */
                                type: "output_text";
                                text: string;
                            } | {
                                /** @constant */
                                type: "refusal";
                                refusal: string;
                            })[];
                        } | {
                            /** @constant */
                            type: "function_call";
                            call_id: string;
                            name: string;
                            arguments: string;
                        } | {
                            /** @constant */
                            type: "function_call_output";
                            call_id: string;
                            output: string | ({
                                /** @constant */
                                type: "input_text";
                                text: string;
                            } | {
                                /** @constant */
                                type: "input_image";
                                image_url: string;
                                /** @enum {string} */
                                detail?: "auto" | "low" | "high";
                            })[];
                        })[];
                        /**
                         * @description Why the model stopped.
                         * @enum {string}
                         */
                        finishReason?: "stop" | "length" | "content_filter" | "tool_calls";
                        usage?: {
                            promptTokens: number;
                            completionTokens: number;
                            totalTokens: number;
                        };
                        /** @description The model that answered, or that was asked last; before either, the one that the message names. */
                        model?: string;
                        warnings?: string[];
                        /** @description Why the job failed or was cancelled. */
                        error?: {
                            code: string;
                            message: string;
                            /** @description The budget that did not allow it, of budget_exceeded. */
                            budget?: {
                                /** @enum {string} */
                                period: "day" | "month";
                                /** @enum {string} */
                                unit: "tokens" | "usd";
                                limit: string;
                                /** Format: date-time */
                                resetsAt: string;
                            };
                        };
                        /** @description Why the last attempt failed, while the job is still tried. */
                        lastError?: {
                            code: string;
                            message: string;
                            /** @description The budget that did not allow it, of budget_exceeded. */
                            budget?: {
                                /** @enum {string} */
                                period: "day" | "month";
                                /** @enum {string} */
                                unit: "tokens" | "usd";
                                limit: string;
                                /** Format: date-time */
                                resetsAt: string;
                            };
                        };
                        attempts: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        startedAt?: string;
                        /** Format: date-time */
                        finishedAt?: string;
                        /**
                         * Format: date-time
                         * @description When a queued job is tried again.
                         */
                        nextAttemptAt?: string;
                        /** @description The job of the same conversation that comes first, and when it is tried again if it failed. */
                        waitsFor?: {
                            jobId: string;
                            /** @enum {string} */
                            status: "queued" | "running" | "completed" | "failed" | "cancelled";
                            /** Format: date-time */
                            nextAttemptAt?: string;
                        };
                        /** @description Of an endpoint: whose job it is. */
                        userId?: string;
                    };
                };
            };
        };
        responses: {
            /** @description The receiver wants no more events. The server disables the endpoint. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver accepted the event. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The server retries the delivery. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onJobFailed: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event for this endpoint. It is the same in every attempt. */
                "webhook-id": string;
                /** @description The time of this attempt, in seconds since 1970. */
                "webhook-timestamp": string;
                /** @description `v1,` followed by the signature in base64. During a secret rotation there are two signatures. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "job.failed";
                    /**
                     * Format: date-time
                     * @description The time of the event.
                     */
                    timestamp: string;
                    data: {
                        jobId: string;
                        /** @enum {string} */
                        status: "queued" | "running" | "completed" | "failed" | "cancelled";
                        conversationId: number;
                        /** @description The API key that asked, unless it was API_SECRET_KEY. */
                        keyId?: string;
                        /** @description The id of the assistant's message. */
                        messageId?: number;
                        /** @description The assistant's answer. */
                        response?: string;
                        /** @description Where an answer goes on that was too long for its caller: the offset for getMessage. */
                        nextOffset?: number;
                        /** @description The answer in items, where it is more than text: calls of tools. */
                        items?: ({
                            /** @constant */
                            type: "message";
                            /** @enum {string} */
                            role: "user" | "assistant" | "system" | "developer";
                            content: ({
                                /** @constant */
                                type: "input_text";
                                text: string;
                            } | {
                                /** @constant */
                                type: "input_image";
                                image_url: string;
                                /** @enum {string} */
                                detail?: "auto" | "low" | "high";
                            } | {
                                /** @constant */
                                type: "output_text";
                                text: string;
                            } | {
                                /** @constant */
                                type: "refusal";
                                refusal: string;
                            })[];
                        } | {
                            /** @constant */
                            type: "function_call";
                            call_id: string;
                            name: string;
                            arguments: string;
                        } | {
                            /** @constant */
                            type: "function_call_output";
                            call_id: string;
                            output: string | ({
                                /** @constant */
                                type: "input_text";
                                text: string;
                            } | {
                                /** @constant */
                                type: "input_image";
                                image_url: string;
                                /** @enum {string} */
                                detail?: "auto" | "low" | "high";
                            })[];
                        })[];
                        /**
                         * @description Why the model stopped.
                         * @enum {string}
                         */
                        finishReason?: "stop" | "length" | "content_filter" | "tool_calls";
                        usage?: {
                            promptTokens: number;
                            completionTokens: number;
                            totalTokens: number;
                        };
                        /** @description The model that answered, or that was asked last; before either, the one that the message names. */
                        model?: string;
                        warnings?: string[];
                        /** @description Why the job failed or was cancelled. */
                        error?: {
                            code: string;
                            message: string;
                            /** @description The budget that did not allow it, of budget_exceeded. */
                            budget?: {
                                /** @enum {string} */
                                period: "day" | "month";
                                /** @enum {string} */
                                unit: "tokens" | "usd";
                                limit: string;
                                /** Format: date-time */
                                resetsAt: string;
                            };
                        };
                        /** @description Why the last attempt failed, while the job is still tried. */
                        lastError?: {
                            code: string;
                            message: string;
                            /** @description The budget that did not allow it, of budget_exceeded. */
                            budget?: {
                                /** @enum {string} */
                                period: "day" | "month";
                                /** @enum {string} */
                                unit: "tokens" | "usd";
                                limit: string;
                                /** Format: date-time */
                                resetsAt: string;
                            };
                        };
                        attempts: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        startedAt?: string;
                        /** Format: date-time */
                        finishedAt?: string;
                        /**
                         * Format: date-time
                         * @description When a queued job is tried again.
                         */
                        nextAttemptAt?: string;
                        /** @description The job of the same conversation that comes first, and when it is tried again if it failed. */
                        waitsFor?: {
                            jobId: string;
                            /** @enum {string} */
                            status: "queued" | "running" | "completed" | "failed" | "cancelled";
                            /** Format: date-time */
                            nextAttemptAt?: string;
                        };
                        /** @description Of an endpoint: whose job it is. */
                        userId?: string;
                    };
                };
            };
        };
        responses: {
            /** @description The receiver wants no more events. The server disables the endpoint. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver accepted the event. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The server retries the delivery. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onJobCancelled: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event for this endpoint. It is the same in every attempt. */
                "webhook-id": string;
                /** @description The time of this attempt, in seconds since 1970. */
                "webhook-timestamp": string;
                /** @description `v1,` followed by the signature in base64. During a secret rotation there are two signatures. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "job.cancelled";
                    /**
                     * Format: date-time
                     * @description The time of the event.
                     */
                    timestamp: string;
                    data: {
                        jobId: string;
                        /** @enum {string} */
                        status: "queued" | "running" | "completed" | "failed" | "cancelled";
                        conversationId: number;
                        /** @description The API key that asked, unless it was API_SECRET_KEY. */
                        keyId?: string;
                        /** @description The id of the assistant's message. */
                        messageId?: number;
                        /** @description The assistant's answer. */
                        response?: string;
                        /** @description Where an answer goes on that was too long for its caller: the offset for getMessage. */
                        nextOffset?: number;
                        /** @description The answer in items, where it is more than text: calls of tools. */
                        items?: ({
                            /** @constant */
                            type: "message";
                            /** @enum {string} */
                            role: "user" | "assistant" | "system" | "developer";
                            content: ({
                                /** @constant */
                                type: "input_text";
                                text: string;
                            } | {
                                /** @constant */
                                type: "input_image";
                                image_url: string;
                                /** @enum {string} */
                                detail?: "auto" | "low" | "high";
                            } | {
                                /** @constant */
                                type: "output_text";
                                text: string;
                            } | {
                                /** @constant */
                                type: "refusal";
                                refusal: string;
                            })[];
                        } | {
                            /** @constant */
                            type: "function_call";
                            call_id: string;
                            name: string;
                            arguments: string;
                        } | {
                            /** @constant */
                            type: "function_call_output";
                            call_id: string;
                            output: string | ({
                                /** @constant */
                                type: "input_text";
                                text: string;
                            } | {
                                /** @constant */
                                type: "input_image";
                                image_url: string;
                                /** @enum {string} */
                                detail?: "auto" | "low" | "high";
                            })[];
                        })[];
                        /**
                         * @description Why the model stopped.
                         * @enum {string}
                         */
                        finishReason?: "stop" | "length" | "content_filter" | "tool_calls";
                        usage?: {
                            promptTokens: number;
                            completionTokens: number;
                            totalTokens: number;
                        };
                        /** @description The model that answered, or that was asked last; before either, the one that the message names. */
                        model?: string;
                        warnings?: string[];
                        /** @description Why the job failed or was cancelled. */
                        error?: {
                            code: string;
                            message: string;
                            /** @description The budget that did not allow it, of budget_exceeded. */
                            budget?: {
                                /** @enum {string} */
                                period: "day" | "month";
                                /** @enum {string} */
                                unit: "tokens" | "usd";
                                limit: string;
                                /** Format: date-time */
                                resetsAt: string;
                            };
                        };
                        /** @description Why the last attempt failed, while the job is still tried. */
                        lastError?: {
                            code: string;
                            message: string;
                            /** @description The budget that did not allow it, of budget_exceeded. */
                            budget?: {
                                /** @enum {string} */
                                period: "day" | "month";
                                /** @enum {string} */
                                unit: "tokens" | "usd";
                                limit: string;
                                /** Format: date-time */
                                resetsAt: string;
                            };
                        };
                        attempts: number;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        startedAt?: string;
                        /** Format: date-time */
                        finishedAt?: string;
                        /**
                         * Format: date-time
                         * @description When a queued job is tried again.
                         */
                        nextAttemptAt?: string;
                        /** @description The job of the same conversation that comes first, and when it is tried again if it failed. */
                        waitsFor?: {
                            jobId: string;
                            /** @enum {string} */
                            status: "queued" | "running" | "completed" | "failed" | "cancelled";
                            /** Format: date-time */
                            nextAttemptAt?: string;
                        };
                        /** @description Of an endpoint: whose job it is. */
                        userId?: string;
                    };
                };
            };
        };
        responses: {
            /** @description The receiver wants no more events. The server disables the endpoint. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver accepted the event. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The server retries the delivery. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onBudgetAlert: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event for this endpoint. It is the same in every attempt. */
                "webhook-id": string;
                /** @description The time of this attempt, in seconds since 1970. */
                "webhook-timestamp": string;
                /** @description `v1,` followed by the signature in base64. During a secret rotation there are two signatures. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "budget.alert";
                    /**
                     * Format: date-time
                     * @description The time of the event.
                     */
                    timestamp: string;
                    data: {
                        /** @description Whose budget it is; null for that of the server. */
                        userId: string | null;
                        /** @enum {string} */
                        period: "day" | "month";
                        /** @enum {string} */
                        unit: "tokens" | "usd";
                        soft: string | null;
                        hard: string | null;
                        /** @description What had to be spent for budget.alert. */
                        alertAt: string;
                        /** @description In the period, as it happened. */
                        spent: string;
                        /** Format: date-time */
                        resetsAt: string;
                    };
                };
            };
        };
        responses: {
            /** @description The receiver wants no more events. The server disables the endpoint. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver accepted the event. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The server retries the delivery. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onBudgetExceeded: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event for this endpoint. It is the same in every attempt. */
                "webhook-id": string;
                /** @description The time of this attempt, in seconds since 1970. */
                "webhook-timestamp": string;
                /** @description `v1,` followed by the signature in base64. During a secret rotation there are two signatures. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "budget.exceeded";
                    /**
                     * Format: date-time
                     * @description The time of the event.
                     */
                    timestamp: string;
                    data: {
                        /** @description Whose budget it is; null for that of the server. */
                        userId: string | null;
                        /** @enum {string} */
                        period: "day" | "month";
                        /** @enum {string} */
                        unit: "tokens" | "usd";
                        soft: string | null;
                        hard: string | null;
                        /** @description What had to be spent for budget.alert. */
                        alertAt: string;
                        /** @description In the period, as it happened. */
                        spent: string;
                        /** Format: date-time */
                        resetsAt: string;
                    };
                };
            };
        };
        responses: {
            /** @description The receiver wants no more events. The server disables the endpoint. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver accepted the event. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The server retries the delivery. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onWebhookTest: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event for this endpoint. It is the same in every attempt. */
                "webhook-id": string;
                /** @description The time of this attempt, in seconds since 1970. */
                "webhook-timestamp": string;
                /** @description `v1,` followed by the signature in base64. During a secret rotation there are two signatures. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "webhook.test";
                    /**
                     * Format: date-time
                     * @description The time of the event.
                     */
                    timestamp: string;
                    data: {
                        message: string;
                    };
                };
            };
        };
        responses: {
            /** @description The receiver wants no more events. The server disables the endpoint. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver accepted the event. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The server retries the delivery. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
