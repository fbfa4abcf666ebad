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
         * @description Sends the user's message to the model and returns its answer. If the answer takes longer than the wait, it returns status 202 with a jobId: call getJob with it until the job has ended. Do not send the same message again.
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
         * @description Asks the model for another answer to a user's message. The id is that of the message or of its answer. The new answer starts a branch: a new conversation with a copy of the earlier messages. The old one does not change.
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
         * @description Replaces the text of a user's message and returns the model's answer to it, in a branch: a new conversation with a copy of the earlier messages. The old one does not change.
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
         * @description Returns a job and, once it has completed, its answer. With wait, the request is held until the job ends. While status is queued or running, call it again; completed, failed and cancelled are final.
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
         * @description Lists the attempts at a job, first to last: start, end and outcome of each, its model, its error and its cost.
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
         * @description Cancels a queued or running job and aborts its model call. Returns 409 if the job has already ended.
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
         * @description Lists jobs without their answers, newest first. Filter by state, user, conversation, model, error code or time. Jobs with status=failed are the dead letters: retryJob queues one again.
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
         * @description Queues a failed job again at its old place in the conversation, with a new set of attempts. Returns 409 if the job has not failed.
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
         * @description Queues failed jobs again, oldest first, at most limit at a time. Filter by id, user, conversation, model, error code or time; without a filter it takes all. While hasMore is true, call it again.
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
         * @description Cancels queued and running jobs, newest first, at most limit at a time. Filter by id, user, conversation, model, state or time; without a filter it takes all. While hasMore is true, call it again.
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
         * @description Returns a user with the last answer in the newest conversation and the usage of today and this month.
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
         * @description Deletes a user with all conversations, messages and jobs, permanently. Open jobs are abandoned. Usage totals stay without the user. A user with much data loses access at once and is deleted in batches: status 202.
         */
        delete: operations["deleteUser"];
        options?: never;
        head?: never;
        /**
         * Update user
         * @description Changes a user's name or e-mail address. A field that is left out stays unchanged; null removes the value.
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
         * @description Lists users, newest first or by their last message, each with the time of the last request and the usage of this month. query finds users whose userId, name or e-mail address contains all its words.
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
         * @description Exports all stored data of a user as NDJSON: one object a line, with its type. The last line has the type end and counts the others. If it has the type error or is missing, the export is not complete. MCP and format=json get only the counts.
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
         * @description Returns the progress of a deletion in batches, until 30 days after its end.
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
         * @description Lists conversations, newest first. Filter by user, status, model or time, or list the branches of a conversation.
         */
        get: operations["listConversations"];
        put?: never;
        /**
         * Create conversation
         * @description Starts an empty conversation. sendMessage does not need it: it starts a conversation itself.
         */
        post: operations["createConversation"];
        /**
         * Delete conversations
         * @description Deletes a user's conversations with their messages and jobs permanently: those that match every filter, oldest first, at most limit at a time. While hasMore is true, call it again.
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
         * @description Finds conversations whose title or one of whose messages contains all words of query, in any language, for one user or for all. Returns the newest match first, with the text around it. Continue with nextCursor.
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
         * @description Returns one conversation: its title, its user, its number of messages, and the time of its last change.
         */
        get: operations["getConversation"];
        put?: never;
        post?: never;
        /**
         * Delete conversation
         * @description Deletes a user's conversation with its messages and jobs permanently. A running answer is aborted.
         */
        delete: operations["deleteConversation"];
        options?: never;
        head?: never;
        /**
         * Rename conversation
         * @description Changes the title of a conversation. Its position in lists does not change.
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
         * @description Returns a whole conversation as a file: Markdown for reading, or JSON with all messages and items. Over MCP it returns no messages: use listMessages for them.
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
         * @description Lists the messages of a conversation, oldest first, or newest first with order=newest. Pages of long messages have fewer than limit: continue with nextCursor or nextOffset. A text that was cut has its own nextOffset: getMessage returns the rest.
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
         * @description Returns one message. If its text is too long for one reply, it is cut: call again with nextOffset as the offset until nextOffset is null, and join the pieces.
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
         * @description Lists sent and pending webhooks of endpoints and of a chat's callbackUrl, newest first, with the result of each attempt. Filters: endpoint, job, user, event, state and time. A large page holds fewer than limit; continue at nextCursor.
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
         * @description Sends a signed webhook of the type webhook.test to an endpoint or a URL, with one attempt. listWebhookDeliveries then shows the response of the receiver.
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
         * @description Sends a delivered or failed webhook again, with all attempts and the same webhook-id. A receiver recognises a repeated webhook by that id.
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
         * @description Sends up to limit failed webhooks again, oldest first, with all attempts and the same webhook-id. Filters: endpoint, user, event and time. Leaves out tests, disabled endpoints and ended subscriptions.
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
         * @description Lists the endpoints that get webhooks, newest first, with their events, their user, their state, and since when they fail. It never returns their secrets.
         */
        get: operations["listWebhookEndpoints"];
        put?: never;
        /**
         * Create webhook endpoint
         * @description Creates an endpoint: an https URL that gets a signed webhook for every event, no matter which caller caused it. Only this answer shows the secret that verifies the webhooks. A key for all users requires the scope admin.
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
         * @description Returns one endpoint: its URL, its events, its state with the reason if it is disabled, and since when it fails. listWebhookDeliveries with its id lists its webhooks.
         */
        get: operations["getWebhookEndpoint"];
        put?: never;
        post?: never;
        /**
         * Delete webhook endpoint
         * @description Deletes an endpoint with its secret and the record of its deliveries. Its pending webhooks are not sent. To stop it for a while, disable it with updateWebhookEndpoint.
         */
        delete: operations["deleteWebhookEndpoint"];
        options?: never;
        head?: never;
        /**
         * Update webhook endpoint
         * @description Changes the URL, events or description of an endpoint, or enables or disables it. Pending webhooks go to the new URL. Fields that are left out stay unchanged.
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
         * @description Gives an endpoint a new secret, which only this answer shows. For a day the previous secret signs as well, so no webhook fails while you update the receiver.
         */
        post: operations["rotateWebhookEndpointSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/event-subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List event subscriptions
         * @description Lists the event subscriptions of MCP clients, newest first, with the event, the URL, the user, the key or app that subscribed, and the expiry. It never returns their secrets. End one with endEventSubscription.
         */
        get: operations["listEventSubscriptions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/event-subscriptions/{id}": {
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
         * End event subscription
         * @description Ends an event subscription, as its client could, and deletes the record of its deliveries. Its pending events are not sent. The client can subscribe again while its key or sign-in lasts.
         */
        delete: operations["endEventSubscription"];
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
         * @description Lists the API keys, newest first, with their scopes, user, state, last use, this month's usage and the budgets of the user. It never returns the keys themselves.
         */
        get: operations["listKeys"];
        put?: never;
        /**
         * Create key
         * @description Creates an API key for a GPT, a client or a script, with its own scopes, optionally bound to one user. Only this answer shows the key. Only API_SECRET_KEY may create keys.
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
         * @description Revokes an API key permanently. Within seconds it is rejected everywhere. A key that is already revoked stays unchanged. Its usage is kept.
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
         * @description Lists the sign-ins of apps (OAuth clients), newest first, with their client, user, scopes, last token and expiry. End one with endSignIn.
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
         * @description Ends a sign-in permanently. Within seconds the client's tokens are rejected everywhere, and the client must ask the person again. The data that it created is kept.
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
         * @description Lists the browsers that are signed in to the console, newest first, with the way they signed in, their user, their last use and their end. End one with endSession.
         */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        /**
         * End all sessions
         * @description Ends all console sessions of one user or of all users, including the session that calls this. Within seconds their cookies are rejected everywhere.
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
         * @description Ends a session of the console permanently. Within seconds its cookie is rejected everywhere, and the browser must sign in again.
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
        /** A message was answered. The job has its state at the time of sending. */
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
        /** The model refused to answer, or every attempt failed until no attempt or no time was left. */
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
        /** A test of the receiver. */
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
            /** @description The page that explains the error, relative to the server. */
            type: string;
            title: string;
            status: number;
            detail: string;
            /** @constant */
            success: false;
            /** @description The cause of the error, in a sentence for people and models. */
            error: string;
            /**
             * @description The stable code to match on.
             * @enum {string}
             */
            code: "invalid_json" | "invalid_input" | "unauthorized" | "invalid_signature" | "budget_exceeded" | "model_not_priced" | "insufficient_scope" | "not_found" | "method_not_allowed" | "body_timeout" | "conflict" | "conversation_busy" | "job_cancelled" | "job_ended" | "job_not_failed" | "delivery_pending" | "endpoint_disabled" | "too_many_endpoints" | "body_too_large" | "model_not_allowed" | "idempotency_key_reused" | "rate_limited" | "internal_error" | "not_configured" | "job_failed" | "database_unavailable";
            /** @description The id of this request in the log of the server. */
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
                /** @description `wait=N` sets the seconds to wait, `respond-async` returns a job at once. The field `wait` takes precedence. */
                Prefer?: string;
                /** @description `text/event-stream` is the same as the field `stream`, which takes precedence. */
                Accept?: string;
                /** @description The same as the field `idempotencyKey`, which takes precedence. */
                "Idempotency-Key"?: string;
                /** @description ChatGPT sends it. It names the conversation if no field does. */
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
                    /** @description The user's message. */
                    message: string;
                    /** @description Continues this conversation. Leave out to start a new one. */
                    conversationId?: number;
                    /** @description Your own id for the conversation. The first message with it starts a conversation, later ones continue it. */
                    sessionId?: string;
                    /** @description A model other than the server's default, by its name or as provider/name. */
                    model?: string;
                    /** @description Some models do not accept it. */
                    temperature?: number;
                    /** @description The maximum number of tokens of the answer. */
                    maxTokens?: number;
                    /** @description Instructions for this answer. They come before the conversation. */
                    systemPrompt?: string;
                    /** @description Seconds to wait for the answer, at most 20 (Edge) or 40 (Node). With 0, the job id is returned at once. */
                    wait?: number;
                    /** @description Streams the events of the job while the model writes (text/event-stream). wait is ignored. */
                    stream?: boolean;
                    /** @description A second request with the same key and the same content returns the first answer and does not ask the model again. */
                    idempotencyKey?: string;
                    /**
                     * @description The behaviour while another message of the conversation is being answered: queue (the default) waits for its turn, reject returns 409, interrupt cancels the unfinished jobs.
                     * @enum {string}
                     */
                    ifBusy?: "queue" | "reject" | "interrupt";
                    /**
                     * Format: uri
                     * @description An https URL that gets a webhook when the job has ended, as Standard Webhooks defines. Use it instead of polling getJob.
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
                            /** @description Present when the answer was too long for the caller and was cut: the offset of the rest, for getMessage. */
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
                            /** @description The path to poll for the answer. */
                            pollUrl: string;
                            /** @description Seconds to wait before polling. */
                            retryAfter: number;
                            /**
                             * @description Why the answer is not ready. turn: an earlier message is being answered (see waitsFor); worker: no worker is free yet; model: the model is working; retry: the last attempt failed and the next one is scheduled (see lastError and nextAttemptAt).
                             * @enum {string}
                             */
                            waitReason: "turn" | "worker" | "model" | "retry";
                            /** @description The earlier job of the same conversation that this one waits for, and the time of its next attempt if the last one failed. */
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
                                /** @description The budget that is used up. Present with budget_exceeded. */
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
                             * @description The time of the next attempt.
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
            /** @description `not_found`: Not found. */
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
            /** @description `body_timeout`: The body did not arrive in time. */
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
                /** @description `wait=N` sets the seconds to wait, `respond-async` returns a job at once. The field `wait` takes precedence. */
                Prefer?: string;
                /** @description `text/event-stream` is the same as the field `stream`, which takes precedence. */
                Accept?: string;
                /** @description The same as the field `idempotencyKey`, which takes precedence. */
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
                    /** @description Some models do not accept it. */
                    temperature?: number;
                    /** @description The maximum number of tokens of the answer. */
                    maxTokens?: number;
                    /** @description Instructions for this answer. They come before the conversation. */
                    systemPrompt?: string;
                    /** @description Seconds to wait for the answer, at most 20 (Edge) or 40 (Node). With 0, the job id is returned at once. */
                    wait?: number;
                    /** @description Streams the events of the job while the model writes (text/event-stream). wait is ignored. */
                    stream?: boolean;
                    /** @description A second request with the same key and the same content returns the first answer and does not ask the model again. */
                    idempotencyKey?: string;
                    /**
                     * Format: uri
                     * @description An https URL that gets a webhook when the job has ended, as Standard Webhooks defines. Use it instead of polling getJob.
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
                            /** @description Present when the answer was too long for the caller and was cut: the offset of the rest, for getMessage. */
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
                            /** @description The path to poll for the answer. */
                            pollUrl: string;
                            /** @description Seconds to wait before polling. */
                            retryAfter: number;
                            /**
                             * @description Why the answer is not ready. turn: an earlier message is being answered (see waitsFor); worker: no worker is free yet; model: the model is working; retry: the last attempt failed and the next one is scheduled (see lastError and nextAttemptAt).
                             * @enum {string}
                             */
                            waitReason: "turn" | "worker" | "model" | "retry";
                            /** @description The earlier job of the same conversation that this one waits for, and the time of its next attempt if the last one failed. */
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
                                /** @description The budget that is used up. Present with budget_exceeded. */
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
                             * @description The time of the next attempt.
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
            /** @description `not_found`: Not found. */
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
            /** @description `body_timeout`: The body did not arrive in time. */
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
                /** @description `wait=N` sets the seconds to wait, `respond-async` returns a job at once. The field `wait` takes precedence. */
                Prefer?: string;
                /** @description `text/event-stream` is the same as the field `stream`, which takes precedence. */
                Accept?: string;
                /** @description The same as the field `idempotencyKey`, which takes precedence. */
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
                    /** @description Some models do not accept it. */
                    temperature?: number;
                    /** @description The maximum number of tokens of the answer. */
                    maxTokens?: number;
                    /** @description Instructions for this answer. They come before the conversation. */
                    systemPrompt?: string;
                    /** @description Seconds to wait for the answer, at most 20 (Edge) or 40 (Node). With 0, the job id is returned at once. */
                    wait?: number;
                    /** @description Streams the events of the job while the model writes (text/event-stream). wait is ignored. */
                    stream?: boolean;
                    /** @description A second request with the same key and the same content returns the first answer and does not ask the model again. */
                    idempotencyKey?: string;
                    /**
                     * Format: uri
                     * @description An https URL that gets a webhook when the job has ended, as Standard Webhooks defines. Use it instead of polling getJob.
                     */
                    callbackUrl?: string;
                    /** @description The new text of the message. */
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
                            /** @description Present when the answer was too long for the caller and was cut: the offset of the rest, for getMessage. */
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
                            /** @description The path to poll for the answer. */
                            pollUrl: string;
                            /** @description Seconds to wait before polling. */
                            retryAfter: number;
                            /**
                             * @description Why the answer is not ready. turn: an earlier message is being answered (see waitsFor); worker: no worker is free yet; model: the model is working; retry: the last attempt failed and the next one is scheduled (see lastError and nextAttemptAt).
                             * @enum {string}
                             */
                            waitReason: "turn" | "worker" | "model" | "retry";
                            /** @description The earlier job of the same conversation that this one waits for, and the time of its next attempt if the last one failed. */
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
                                /** @description The budget that is used up. Present with budget_exceeded. */
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
                             * @description The time of the next attempt.
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
            /** @description `not_found`: Not found. */
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
            /** @description `body_timeout`: The body did not arrive in time. */
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
                 * @description Seconds to wait for the answer, at most 20 (Edge) or 40 (Node). With 0, the job id is returned at once.
                 * @example 20
                 */
                wait?: number;
                /** @description Streams the events of the job until it ends (text/event-stream). wait is ignored. */
                stream?: "true" | "false";
                /** @description The id of the last event that you received. The stream continues after it. */
                after?: string;
            };
            header?: {
                /** @description `wait=N` sets the seconds to wait. The parameter `wait` takes precedence. */
                Prefer?: string;
                /** @description `text/event-stream` is the same as `stream=true`. The parameter `stream` takes precedence. */
                Accept?: string;
                /** @description The same as the parameter `after`, which takes precedence. EventSource sends it. */
                "Last-Event-ID"?: string;
            };
            path: {
                /**
                 * @description The id of the job, from sendMessage.
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
                            /** @description The API key that sent the message, unless it was API_SECRET_KEY. */
                            keyId?: string;
                            /** @description The id of the assistant's message. */
                            messageId?: number;
                            /** @description The assistant's answer. */
                            response?: string;
                            /** @description Present when the answer was too long for the caller and was cut: the offset of the rest, for getMessage. */
                            nextOffset?: number;
                            /** @description The answer as items. Present when it contains tool calls. */
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
                            /** @description The model that answered or was called last. Before the first call, the model that the message names. */
                            model?: string;
                            warnings?: string[];
                            /** @description Why the job failed or was cancelled. */
                            error?: {
                                code: string;
                                message: string;
                                /** @description The budget that is used up. Present with budget_exceeded. */
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
                                /** @description The budget that is used up. Present with budget_exceeded. */
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
                            /** @description The earlier job of the same conversation that this one waits for, and the time of its next attempt if the last one failed. */
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
            /** @description `not_found`: Not found. */
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
                /** @description The nextCursor of a page: returns the page after it. This is as fast as the first page, however long the list is. Rows that are added or changed meanwhile never repeat a page. */
                after?: string;
                /** @description The previousCursor of a page: returns the page before it. */
                before?: string;
                /** @description true counts all items, up to 10000. Counting a long list takes time. */
                total?: boolean;
            };
            header?: never;
            path: {
                /**
                 * @description The id of the job, from sendMessage.
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
                            /** @description The trace of the job, as in the log. Present when the caller sent one or tracing is on. */
                            traceId?: string;
                            attempts: {
                                /** @description The number of the attempt, starting at 1. Attempts that do not count against the limit have a number too. */
                                attempt: number;
                                /**
                                 * @description deferred: no model was available, so the attempt was postponed; released: its process stopped and returned the job to the queue; lost: its process stopped responding; unknown: an earlier version ran it and kept no record.
                                 * @enum {string}
                                 */
                                outcome: "running" | "completed" | "failed" | "cancelled" | "deferred" | "released" | "lost" | "unknown";
                                /** Format: date-time */
                                startedAt?: string;
                                /** Format: date-time */
                                endedAt?: string;
                                /** @description The model that was called. */
                                model?: string;
                                /** @description The model's provider, by its name in the current configuration. */
                                provider?: string;
                                /** @description Why the attempt failed. */
                                error?: {
                                    code: string;
                                    message: string;
                                };
                                /** @description The cost of its model call. Absent when it cost nothing. */
                                usage?: {
                                    promptTokens: number;
                                    completionTokens: number;
                                    totalTokens: number;
                                    cachedTokens: number;
                                    reasoningTokens: number;
                                    /** @description True when a tokenizer counted the tokens because the call was cut off. */
                                    estimated: boolean;
                                    /** @description Null when the model has no known price. */
                                    cost: string | null;
                                    currency: "USD" | null;
                                };
                                /** @description The duration of its model call, if the ledger has it. */
                                latencyMs?: number;
                                /** @description The process that ran it, when the queue is PostgreSQL. */
                                processId?: string;
                            }[];
                            /** @description The number of all items, counted up to 10000. Left out unless the request asks for the total. */
                            total?: number;
                            limit: number;
                            offset: number;
                            /** @description The offset of the next page, or null after the last page. Left out when the request sent a cursor. */
                            nextOffset?: number | null;
                            /** @description Send it as after to get the next page. Left out after the last page. */
                            nextCursor?: string;
                            /** @description Send it as before to get the page before this one. Left out on the first page, and when the request sent no cursor. */
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
            /** @description `not_found`: Not found. */
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
                 * @description The id of the job, from sendMessage.
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
                            /** @description The API key that sent the message, unless it was API_SECRET_KEY. */
                            keyId?: string;
                            /** @description The id of the assistant's message. */
                            messageId?: number;
                            /** @description The assistant's answer. */
                            response?: string;
                            /** @description Present when the answer was too long for the caller and was cut: the offset of the rest, for getMessage. */
                            nextOffset?: number;
                            /** @description The answer as items. Present when it contains tool calls. */
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
                            /** @description The model that answered or was called last. Before the first call, the model that the message names. */
                            model?: string;
                            warnings?: string[];
                            /** @description Why the job failed or was cancelled. */
                            error?: {
                                code: string;
                                message: string;
                                /** @description The budget that is used up. Present with budget_exceeded. */
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
                                /** @description The budget that is used up. Present with budget_exceeded. */
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
                            /** @description The earlier job of the same conversation that this one waits for, and the time of its next attempt if the last one failed. */
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
            /** @description `not_found`: Not found. */
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
                /** @description Only jobs of messages that this API key sent. */
                keyId?: string;
                /** @description Only jobs of this model: the one that was called last, or that the message names. */
                model?: string;
                /** @description Only jobs whose last failed attempt has this error code, such as model_timeout. */
                errorCode?: string;
                /** @description Only jobs created at or after this time. */
                createdAfter?: string;
                /** @description Only jobs created before this time. */
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
                /** @description The nextCursor of a page: returns the page after it. This is as fast as the first page, however long the list is. Rows that are added or changed meanwhile never repeat a page. */
                after?: string;
                /** @description The previousCursor of a page: returns the page before it. */
                before?: string;
                /** @description true counts all items, up to 10000. Counting a long list takes time. */
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
                                /** @description The API key that sent the message, unless it was API_SECRET_KEY. */
                                keyId?: string;
                                /** @description The id of the assistant's message. */
                                messageId?: number;
                                /** @description The assistant's answer. */
                                response?: string;
                                /** @description Present when the answer was too long for the caller and was cut: the offset of the rest, for getMessage. */
                                nextOffset?: number;
                                /** @description The answer as items. Present when it contains tool calls. */
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
                                /** @description The model that answered or was called last. Before the first call, the model that the message names. */
                                model?: string;
                                warnings?: string[];
                                /** @description Why the job failed or was cancelled. */
                                error?: {
                                    code: string;
                                    message: string;
                                    /** @description The budget that is used up. Present with budget_exceeded. */
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
                                    /** @description The budget that is used up. Present with budget_exceeded. */
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
                                /** @description The earlier job of the same conversation that this one waits for, and the time of its next attempt if the last one failed. */
                                waitsFor?: {
                                    jobId: string;
                                    /** @enum {string} */
                                    status: "queued" | "running" | "completed" | "failed" | "cancelled";
                                    /** Format: date-time */
                                    nextAttemptAt?: string;
                                };
                                userId: string;
                            }[];
                            /** @description The number of all items, counted up to 10000. Left out unless the request asks for the total. */
                            total?: number;
                            limit: number;
                            offset: number;
                            /** @description The offset of the next page, or null after the last page. Left out when the request sent a cursor. */
                            nextOffset?: number | null;
                            /** @description Send it as after to get the next page. Left out after the last page. */
                            nextCursor?: string;
                            /** @description Send it as before to get the page before this one. Left out on the first page, and when the request sent no cursor. */
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
            /** @description `not_found`: Not found. */
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
                 * @description The id of the job, from sendMessage.
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
                            /** @description The API key that sent the message, unless it was API_SECRET_KEY. */
                            keyId?: string;
                            /** @description The id of the assistant's message. */
                            messageId?: number;
                            /** @description The assistant's answer. */
                            response?: string;
                            /** @description Present when the answer was too long for the caller and was cut: the offset of the rest, for getMessage. */
                            nextOffset?: number;
                            /** @description The answer as items. Present when it contains tool calls. */
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
                            /** @description The model that answered or was called last. Before the first call, the model that the message names. */
                            model?: string;
                            warnings?: string[];
                            /** @description Why the job failed or was cancelled. */
                            error?: {
                                code: string;
                                message: string;
                                /** @description The budget that is used up. Present with budget_exceeded. */
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
                                /** @description The budget that is used up. Present with budget_exceeded. */
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
                            /** @description The earlier job of the same conversation that this one waits for, and the time of its next attempt if the last one failed. */
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
            /** @description `not_found`: Not found. */
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
                    /** @description Only jobs of messages that this API key sent. */
                    keyId?: string;
                    /** @description Only jobs of this model: the one that was called last, or that the message names. */
                    model?: string;
                    /** @description Only jobs whose last failed attempt has this error code, such as model_timeout. */
                    errorCode?: string;
                    /**
                     * Format: date-time
                     * @description Only jobs created at or after this time.
                     */
                    createdAfter?: string;
                    /**
                     * Format: date-time
                     * @description Only jobs created before this time.
                     */
                    createdBefore?: string;
                    /** @description Only jobs of this conversation. */
                    conversationId?: number;
                    /**
                     * @description The maximum number of jobs.
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
                            /** @description True when more such jobs may be left: call again. */
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
            /** @description `not_found`: Not found. */
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
            /** @description `body_timeout`: The body did not arrive in time. */
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
                    /** @description Only jobs of messages that this API key sent. */
                    keyId?: string;
                    /** @description Only jobs of this model: the one that was called last, or that the message names. */
                    model?: string;
                    /** @description Only jobs whose last failed attempt has this error code, such as model_timeout. */
                    errorCode?: string;
                    /**
                     * Format: date-time
                     * @description Only jobs created at or after this time.
                     */
                    createdAfter?: string;
                    /**
                     * Format: date-time
                     * @description Only jobs created before this time.
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
                     * @description The maximum number of jobs.
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
                            /** @description True when more such jobs are left: call again. */
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
            /** @description `not_found`: Not found. */
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
            /** @description `body_timeout`: The body did not arrive in time. */
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
                            /** @description The newest conversation and its last answer; null without an answer. */
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
            /** @description `not_found`: Not found. */
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
            /** @description `not_found`: Not found. */
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
            /** @description `body_timeout`: The body did not arrive in time. */
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
                 * @description The userId of the user, percent-encoded in a URL.
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
                                /** @description Sign-ins of clients, with all their tokens. */
                                signIns: number;
                            };
                            /** @description Usage rows that stay without their user. */
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
                            /** @description The number of conversations at the start. */
                            conversationsTotal: number;
                            /** @description The rows deleted so far. */
                            deleted: {
                                conversations: number;
                                messages: number;
                                jobs: number;
                            };
                            /** @description Usage rows that stay without their user. */
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
            /** @description `not_found`: Not found. */
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
                 * @description The userId of the user, percent-encoded in a URL.
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
            /** @description `not_found`: Not found. */
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
            /** @description `body_timeout`: The body did not arrive in time. */
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
                 * @description Words that the userId, name or e-mail address must contain, all of them. Without query, all users are listed.
                 * @example lovelace
                 */
                query?: string;
                /** @description newest: the last added user comes first; lastMessage: the user with the last message comes first, accurate to minutes. Send the same order with a cursor. */
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
                /** @description The nextCursor of a page: returns the page after it. This is as fast as the first page, however long the list is. Rows that are added or changed meanwhile never repeat a page. */
                after?: string;
                /** @description The previousCursor of a page: returns the page before it. */
                before?: string;
                /** @description true counts all items, up to 10000. Counting a long list takes time. */
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
                                /** @description The time of the last request for the user: exact for messages, accurate to an hour for other requests. Null before the first. */
                                lastSeenAt: string | null;
                                /** @description Model calls, tokens and cost since the first of the month (UTC). */
                                month: {
                                    requests: number;
                                    totalTokens: number;
                                    /** @description US dollars as a decimal, for the tokens whose price is known. */
                                    cost: string;
                                };
                            }[];
                            /** @description The number of all items, counted up to 10000. Left out unless the request asks for the total. */
                            total?: number;
                            limit: number;
                            offset: number;
                            /** @description The offset of the next page, or null after the last page. Left out when the request sent a cursor. */
                            nextOffset?: number | null;
                            /** @description Send it as after to get the next page. Left out after the last page. */
                            nextCursor?: string;
                            /** @description Send it as before to get the page before this one. Left out on the first page, and when the request sent no cursor. */
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
                 * @description ndjson returns all data, one JSON object a line; json returns only the counts.
                 * @example json
                 */
                format?: "ndjson" | "json";
            };
            header?: never;
            path: {
                /**
                 * @description The userId of the user, percent-encoded in a URL.
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
                            /** @description The number of lines in the export, by type. */
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
            /** @description `not_found`: Not found. */
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
                 * @description The deletionId from deleteUser.
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
                            /** @description The number of conversations at the start. */
                            conversationsTotal: number;
                            /** @description The rows deleted so far. */
                            deleted: {
                                conversations: number;
                                messages: number;
                                jobs: number;
                            };
                            /** @description Usage rows that stay without their user. */
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
            /** @description `not_found`: Not found. */
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
                 * @description Only this user's conversations. Without it, those of all users, which needs the scope admin.
                 * @example ada
                 */
                userId?: string;
                /** @description Only conversations whose last message has this status. */
                status?: "running" | "answered" | "failed" | "cancelled";
                /** @description Only conversations whose last message was sent to this model. */
                model?: string;
                /** @description Only conversations that changed at or after this time. */
                updatedAfter?: string;
                /** @description Only conversations whose last change was before this time. */
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
                /** @description The nextCursor of a page: returns the page after it. This is as fast as the first page, however long the list is. Rows that are added or changed meanwhile never repeat a page. */
                after?: string;
                /** @description The previousCursor of a page: returns the page before it. */
                before?: string;
                /** @description true counts all items, up to 10000; false does not. The default is true for a page without a cursor, and false for a page with one. */
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
                                 * @description The status of the last message. Absent when no message was sent to a model.
                                 * @enum {string}
                                 */
                                status?: "running" | "answered" | "failed" | "cancelled";
                                /** @description The model that the last message was sent to. */
                                model?: string;
                                /** @description Present for a branch: the conversation that it was copied from, which may have been deleted since. */
                                branchOf?: {
                                    conversationId: number;
                                    /** @description The message of that conversation that was answered again or edited. */
                                    messageId?: number;
                                };
                                /** Format: date-time */
                                createdAt: string;
                                /** Format: date-time */
                                updatedAt: string;
                            }[];
                            /** @description The number of all items, counted up to 10000. Left out unless the request asks for the total. */
                            total?: number;
                            limit: number;
                            offset: number;
                            /** @description The offset of the next page, or null after the last page. Left out when the request sent a cursor. */
                            nextOffset?: number | null;
                            /** @description Send it as after to get the next page. Left out after the last page. */
                            nextCursor?: string;
                            /** @description Send it as before to get the page before this one. Left out on the first page, and when the request sent no cursor. */
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
            /** @description `not_found`: Not found. */
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
                    /** @description The title. Without it, the title comes from the first message. */
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
                             * @description The status of the last message. Absent when no message was sent to a model.
                             * @enum {string}
                             */
                            status?: "running" | "answered" | "failed" | "cancelled";
                            /** @description The model that the last message was sent to. */
                            model?: string;
                            /** @description Present for a branch: the conversation that it was copied from, which may have been deleted since. */
                            branchOf?: {
                                conversationId: number;
                                /** @description The message of that conversation that was answered again or edited. */
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
            /** @description `not_found`: Not found. */
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
            /** @description `body_timeout`: The body did not arrive in time. */
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
                 * @description Only conversations whose last message is older than this time.
                 * @example 2026-01-01T00:00:00Z
                 */
                updatedBefore?: string;
                /** @description Only conversations with a message after this time. */
                updatedAfter?: string;
                /** @description Only conversations whose title contains this text. */
                title?: string;
                /**
                 * @description The maximum number of conversations. The oldest are deleted first.
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
                            /** @description True when more of them are left: call again. */
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
            /** @description `not_found`: Not found. */
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
                 * @description Words to search for. The title or one message must contain all of them. A word matches from its beginning; Korean, Chinese and Japanese text matches anywhere.
                 * @example everest
                 */
                query: string;
                /** @description Only this user's conversations. Without it, those of all users, which needs the scope admin. */
                userId?: string;
                /** @description Only conversations whose last message has this status. */
                status?: "running" | "answered" | "failed" | "cancelled";
                /** @description Only conversations whose last message was sent to this model. */
                model?: string;
                /** @description Only conversations that changed at or after this time. */
                updatedAfter?: string;
                /** @description Only conversations whose last change was before this time. */
                updatedBefore?: string;
                /**
                 * @description How many to return, at most 100.
                 * @example 20
                 */
                limit?: number;
                /** @description The nextCursor of a page: returns the page after it. This is as fast as the first page, however long the list is. Rows that are added or changed meanwhile never repeat a page. */
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
                                 * @description The status of the last message. Absent when no message was sent to a model.
                                 * @enum {string}
                                 */
                                status?: "running" | "answered" | "failed" | "cancelled";
                                /** @description The model that the last message was sent to. */
                                model?: string;
                                /** @description Present for a branch: the conversation that it was copied from, which may have been deleted since. */
                                branchOf?: {
                                    conversationId: number;
                                    /** @description The message of that conversation that was answered again or edited. */
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
                            /** @description False while older messages are not in the index yet: search again later. */
                            isComplete: boolean;
                            limit: number;
                            /** @description Send it as after to get the next page. Left out after the last page. */
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
            /** @description `not_found`: Not found. */
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
                /** @description Returns 404 unless the conversation belongs to this user. */
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
                             * @description The status of the last message. Absent when no message was sent to a model.
                             * @enum {string}
                             */
                            status?: "running" | "answered" | "failed" | "cancelled";
                            /** @description The model that the last message was sent to. */
                            model?: string;
                            /** @description Present for a branch: the conversation that it was copied from, which may have been deleted since. */
                            branchOf?: {
                                conversationId: number;
                                /** @description The message of that conversation that was answered again or edited. */
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
            /** @description `not_found`: Not found. */
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
            /** @description `not_found`: Not found. */
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
                    /** @description Returns 404 unless the conversation belongs to this user. */
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
                             * @description The status of the last message. Absent when no message was sent to a model.
                             * @enum {string}
                             */
                            status?: "running" | "answered" | "failed" | "cancelled";
                            /** @description The model that the last message was sent to. */
                            model?: string;
                            /** @description Present for a branch: the conversation that it was copied from, which may have been deleted since. */
                            branchOf?: {
                                conversationId: number;
                                /** @description The message of that conversation that was answered again or edited. */
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
            /** @description `not_found`: Not found. */
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
            /** @description `body_timeout`: The body did not arrive in time. */
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
                /** @description Returns 404 unless the conversation belongs to this user. */
                userId?: string;
                /** @description markdown returns a text for reading, json all messages and items. */
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
                                 * @description The status of the last message. Absent when no message was sent to a model.
                                 * @enum {string}
                                 */
                                status?: "running" | "answered" | "failed" | "cancelled";
                                /** @description The model that the last message was sent to. */
                                model?: string;
                                /** @description Present for a branch: the conversation that it was copied from, which may have been deleted since. */
                                branchOf?: {
                                    conversationId: number;
                                    /** @description The message of that conversation that was answered again or edited. */
                                    messageId?: number;
                                };
                                /** Format: date-time */
                                createdAt: string;
                                /** Format: date-time */
                                updatedAt: string;
                            };
                            /** @description All messages. Present with format=json. */
                            messages?: {
                                messageId: number;
                                /** @enum {string} */
                                role: "user" | "assistant" | "system";
                                content: string;
                                /** @description The message as items. Present when it is more than text: images, tool calls and their results. */
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
            /** @description `not_found`: Not found. */
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
                 * @description Returns 404 unless the conversation belongs to this user.
                 * @example ada
                 */
                userId?: string;
                /** @description The order of the messages. Send the same order with a cursor. */
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
                /** @description The nextCursor of a page: returns the page after it. This is as fast as the first page, however long the list is. Rows that are added or changed meanwhile never repeat a page. */
                after?: string;
                /** @description The previousCursor of a page: returns the page before it. */
                before?: string;
                /** @description true counts all items, up to 10000; false does not. The default is true for a page without a cursor, and false for a page with one. */
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
                                /** @description True when the text was cut to fit: getMessage returns the rest. */
                                truncated?: boolean;
                                /** @description Present when the text was cut: the offset of the rest, for getMessage. */
                                nextOffset?: number;
                                /** @description The message as items. Present when it is more than text: images, tool calls and their results. */
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
                                 * @description The items are too large for this reply. The user's export contains them.
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
                            /** @description The number of all items, counted up to 10000. Left out unless the request asks for the total. */
                            total?: number;
                            limit: number;
                            offset: number;
                            /** @description The offset of the next page, or null after the last page. Left out when the request sent a cursor. */
                            nextOffset?: number | null;
                            /** @description Send it as after to get the next page. Left out after the last page. */
                            nextCursor?: string;
                            /** @description Send it as before to get the page before this one. Left out on the first page, and when the request sent no cursor. */
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
            /** @description `not_found`: Not found. */
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
                /** @description Returns 404 unless the message belongs to this user. */
                userId?: string;
                /**
                 * @description The start in the text: the nextOffset of a text that was cut.
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
                            /** @description The offset of the rest of the text; null at the end. */
                            nextOffset: number | null;
                            /** @description The message as items. Present when it is more than text: images, tool calls and their results. */
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
                             * @description The items are too large for this reply. The user's export contains them.
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
                            /** @description The length of the whole text in UTF-16 code units, the unit of offsets. */
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
            /** @description `not_found`: Not found. */
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
                /** @description Only the deliveries that this user may see: those to the user's endpoints and callback URLs. */
                userId?: string;
                /** @description Only the deliveries to this endpoint. */
                endpointId?: string;
                /** @description Only the deliveries of this event. */
                event?: "job.completed" | "job.failed" | "job.cancelled" | "budget.alert" | "budget.exceeded" | "webhook.test";
                /** @description Only the deliveries of events at this time or later. */
                createdAfter?: string;
                /** @description Only the deliveries of events before this time. */
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
                /** @description The nextCursor of a page: returns the page after it. This is as fast as the first page, however long the list is. Rows that are added or changed meanwhile never repeat a page. */
                after?: string;
                /** @description The previousCursor of a page: returns the page before it. */
                before?: string;
                /** @description true counts all items, up to 10000. Counting a long list takes time. */
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
                                /** @description The same as the header webhook-id of every attempt. */
                                deliveryId: string;
                                /** @description The job that has ended. Left out for tests and for budget events. */
                                jobId?: string;
                                /** @description The endpoint that it is sent to. Left out for a callbackUrl. */
                                endpointId?: string;
                                /** @description The MCP client's subscription that it is sent to. */
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
                                    /** @description The HTTP status of the response. Only 2xx counts as received. */
                                    statusCode?: number;
                                    /** @description Why there was no answer: timeout, refused_address, not_configured, endpoint_disabled, subscription_ended, superseded (the job was retried since), secret_unreadable, or the code of a connection error, such as ECONNREFUSED. */
                                    error?: string;
                                    latencyMs: number;
                                    /** Format: date-time */
                                    at: string;
                                }[];
                                /**
                                 * Format: date-time
                                 * @description The time of the next attempt of a pending delivery.
                                 */
                                nextAttemptAt?: string;
                                /** Format: date-time */
                                createdAt: string;
                                /** Format: date-time */
                                finishedAt?: string;
                            }[];
                            /** @description The number of all items, counted up to 10000. Left out unless the request asks for the total. */
                            total?: number;
                            limit: number;
                            offset: number;
                            /** @description The offset of the next page, or null after the last page. Left out when the request sent a cursor. */
                            nextOffset?: number | null;
                            /** @description Send it as after to get the next page. Left out after the last page. */
                            nextCursor?: string;
                            /** @description Send it as before to get the page before this one. Left out on the first page, and when the request sent no cursor. */
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
            /** @description `not_found`: Not found. */
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
                     * @description The https URL that gets the event webhook.test.
                     */
                    url?: string;
                    /** @description Or the endpoint that gets it, even if it is disabled. */
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
                            /** @description The same as the header webhook-id of every attempt. */
                            deliveryId: string;
                            /** @description The job that has ended. Left out for tests and for budget events. */
                            jobId?: string;
                            /** @description The endpoint that it is sent to. Left out for a callbackUrl. */
                            endpointId?: string;
                            /** @description The MCP client's subscription that it is sent to. */
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
                                /** @description The HTTP status of the response. Only 2xx counts as received. */
                                statusCode?: number;
                                /** @description Why there was no answer: timeout, refused_address, not_configured, endpoint_disabled, subscription_ended, superseded (the job was retried since), secret_unreadable, or the code of a connection error, such as ECONNREFUSED. */
                                error?: string;
                                latencyMs: number;
                                /** Format: date-time */
                                at: string;
                            }[];
                            /**
                             * Format: date-time
                             * @description The time of the next attempt of a pending delivery.
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
            /** @description `not_found`: Not found. */
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
            /** @description `body_timeout`: The body did not arrive in time. */
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
                 * @description The id of the delivery, from listWebhookDeliveries.
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
                            /** @description The same as the header webhook-id of every attempt. */
                            deliveryId: string;
                            /** @description The job that has ended. Left out for tests and for budget events. */
                            jobId?: string;
                            /** @description The endpoint that it is sent to. Left out for a callbackUrl. */
                            endpointId?: string;
                            /** @description The MCP client's subscription that it is sent to. */
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
                                /** @description The HTTP status of the response. Only 2xx counts as received. */
                                statusCode?: number;
                                /** @description Why there was no answer: timeout, refused_address, not_configured, endpoint_disabled, subscription_ended, superseded (the job was retried since), secret_unreadable, or the code of a connection error, such as ECONNREFUSED. */
                                error?: string;
                                latencyMs: number;
                                /** Format: date-time */
                                at: string;
                            }[];
                            /**
                             * Format: date-time
                             * @description The time of the next attempt of a pending delivery.
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
            /** @description `not_found`: Not found. */
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
            /** @description `delivery_pending`: The delivery is in progress. `endpoint_disabled`: The endpoint is disabled. */
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
                    /** @description Only the deliveries that this user may see: those to the user's endpoints and callback URLs. */
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
                     * @description Only the deliveries of events at this time or later.
                     */
                    createdAfter?: string;
                    /**
                     * Format: date-time
                     * @description Only the deliveries of events before this time.
                     */
                    createdBefore?: string;
                    /**
                     * @description The maximum number.
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
                            /** @description True if more such deliveries may be left. Then call again. */
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
            /** @description `not_found`: Not found. */
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
            /** @description `body_timeout`: The body did not arrive in time. */
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
                /** @description Only the endpoints that get only the events of this user. */
                userId?: string;
                /** @description Only the endpoints in this state. An endpoint is failing if it is enabled and its last attempt failed. */
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
                /** @description The nextCursor of a page: returns the page after it. This is as fast as the first page, however long the list is. Rows that are added or changed meanwhile never repeat a page. */
                after?: string;
                /** @description The previousCursor of a page: returns the page before it. */
                before?: string;
                /** @description true counts all items, up to 10000. Counting a long list takes time. */
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
                                /** @description The reason why the server disabled it: its receiver answered 410, every attempt failed for 5 days, or its key was revoked or expired. updateWebhookEndpoint enables it again. */
                                disabledReason: ("gone" | "failing" | "key_revoked") | null;
                                /** @description The user whose events it gets; null for all users. */
                                userId: string | null;
                                /** @description The key that created it, or last changed its URL or enabled it. The endpoint is disabled when this key ends. Null when no issued key did this, such as with API_SECRET_KEY. */
                                keyId: string | null;
                                /** @description The time since which every attempt has failed; null while it works. */
                                failingSince: string | null;
                                /** @description The status or the reason (as in listWebhookDeliveries) of the last failed attempt; null after a success. */
                                lastError: string | null;
                                /** @description The time of the last delivered webhook, accurate to 10 seconds. */
                                lastDeliveredAt: string | null;
                                /** @description The time until which the previous secret signs as well. */
                                previousSecretUntil: string | null;
                                /** Format: date-time */
                                createdAt: string;
                                /** Format: date-time */
                                updatedAt: string;
                            }[];
                            /** @description The number of all items, counted up to 10000. Left out unless the request asks for the total. */
                            total?: number;
                            limit: number;
                            offset: number;
                            /** @description The offset of the next page, or null after the last page. Left out when the request sent a cursor. */
                            nextOffset?: number | null;
                            /** @description Send it as after to get the next page. Left out after the last page. */
                            nextCursor?: string;
                            /** @description Send it as before to get the page before this one. Left out on the first page, and when the request sent no cursor. */
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
            /** @description `not_found`: Not found. */
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
                     * @description The https URL that gets a webhook for each event, as Standard Webhooks defines.
                     */
                    url: string;
                    /**
                     * @description The events that it gets: the ends of jobs, `budget.alert` once a period when a budget passes its threshold, and `budget.exceeded` once a period when a budget is used up or first rejects a call.
                     * @default [
                     *       "job.completed",
                     *       "job.failed",
                     *       "job.cancelled",
                     *       "budget.alert",
                     *       "budget.exceeded"
                     *     ]
                     */
                    events?: ("job.completed" | "job.failed" | "job.cancelled" | "budget.alert" | "budget.exceeded")[];
                    /** @description The purpose of the endpoint, in your words; null for none. */
                    description?: string | null;
                    /**
                     * @description True if events are sent to it. Events that occur while it is disabled are never sent.
                     * @default true
                     */
                    enabled?: boolean;
                    /** @description The user whose events it gets. Without it, the events of all users and of the server. With a key that is bound to a user, only the events of this user. */
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
                            /** @description The reason why the server disabled it: its receiver answered 410, every attempt failed for 5 days, or its key was revoked or expired. updateWebhookEndpoint enables it again. */
                            disabledReason: ("gone" | "failing" | "key_revoked") | null;
                            /** @description The user whose events it gets; null for all users. */
                            userId: string | null;
                            /** @description The key that created it, or last changed its URL or enabled it. The endpoint is disabled when this key ends. Null when no issued key did this, such as with API_SECRET_KEY. */
                            keyId: string | null;
                            /** @description The time since which every attempt has failed; null while it works. */
                            failingSince: string | null;
                            /** @description The status or the reason (as in listWebhookDeliveries) of the last failed attempt; null after a success. */
                            lastError: string | null;
                            /** @description The time of the last delivered webhook, accurate to 10 seconds. */
                            lastDeliveredAt: string | null;
                            /** @description The time until which the previous secret signs as well. */
                            previousSecretUntil: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            updatedAt: string;
                            /** @description The secret that verifies its webhooks. It is shown only once, and stored encrypted. */
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
            /** @description `not_found`: Not found. */
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
            /** @description `body_timeout`: The body did not arrive in time. */
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
                 * @description The id of the endpoint, from createWebhookEndpoint or listWebhookEndpoints.
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
                            /** @description The reason why the server disabled it: its receiver answered 410, every attempt failed for 5 days, or its key was revoked or expired. updateWebhookEndpoint enables it again. */
                            disabledReason: ("gone" | "failing" | "key_revoked") | null;
                            /** @description The user whose events it gets; null for all users. */
                            userId: string | null;
                            /** @description The key that created it, or last changed its URL or enabled it. The endpoint is disabled when this key ends. Null when no issued key did this, such as with API_SECRET_KEY. */
                            keyId: string | null;
                            /** @description The time since which every attempt has failed; null while it works. */
                            failingSince: string | null;
                            /** @description The status or the reason (as in listWebhookDeliveries) of the last failed attempt; null after a success. */
                            lastError: string | null;
                            /** @description The time of the last delivered webhook, accurate to 10 seconds. */
                            lastDeliveredAt: string | null;
                            /** @description The time until which the previous secret signs as well. */
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
            /** @description `not_found`: Not found. */
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
                 * @description The id of the endpoint, from createWebhookEndpoint or listWebhookEndpoints.
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
            /** @description `not_found`: Not found. */
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
                 * @description The id of the endpoint, from createWebhookEndpoint or listWebhookEndpoints.
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
                     * @description The https URL that gets a webhook for each event, as Standard Webhooks defines.
                     */
                    url?: string;
                    /** @description The events that it gets: the ends of jobs, `budget.alert` once a period when a budget passes its threshold, and `budget.exceeded` once a period when a budget is used up or first rejects a call. */
                    events?: ("job.completed" | "job.failed" | "job.cancelled" | "budget.alert" | "budget.exceeded")[];
                    /** @description The purpose of the endpoint, in your words; null for none. */
                    description?: string | null;
                    /** @description True if events are sent to it. Events that occur while it is disabled are never sent. */
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
                            /** @description The reason why the server disabled it: its receiver answered 410, every attempt failed for 5 days, or its key was revoked or expired. updateWebhookEndpoint enables it again. */
                            disabledReason: ("gone" | "failing" | "key_revoked") | null;
                            /** @description The user whose events it gets; null for all users. */
                            userId: string | null;
                            /** @description The key that created it, or last changed its URL or enabled it. The endpoint is disabled when this key ends. Null when no issued key did this, such as with API_SECRET_KEY. */
                            keyId: string | null;
                            /** @description The time since which every attempt has failed; null while it works. */
                            failingSince: string | null;
                            /** @description The status or the reason (as in listWebhookDeliveries) of the last failed attempt; null after a success. */
                            lastError: string | null;
                            /** @description The time of the last delivered webhook, accurate to 10 seconds. */
                            lastDeliveredAt: string | null;
                            /** @description The time until which the previous secret signs as well. */
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
            /** @description `not_found`: Not found. */
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
            /** @description `body_timeout`: The body did not arrive in time. */
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
                 * @description The id of the endpoint, from createWebhookEndpoint or listWebhookEndpoints.
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
                            /** @description The reason why the server disabled it: its receiver answered 410, every attempt failed for 5 days, or its key was revoked or expired. updateWebhookEndpoint enables it again. */
                            disabledReason: ("gone" | "failing" | "key_revoked") | null;
                            /** @description The user whose events it gets; null for all users. */
                            userId: string | null;
                            /** @description The key that created it, or last changed its URL or enabled it. The endpoint is disabled when this key ends. Null when no issued key did this, such as with API_SECRET_KEY. */
                            keyId: string | null;
                            /** @description The time since which every attempt has failed; null while it works. */
                            failingSince: string | null;
                            /** @description The status or the reason (as in listWebhookDeliveries) of the last failed attempt; null after a success. */
                            lastError: string | null;
                            /** @description The time of the last delivered webhook, accurate to 10 seconds. */
                            lastDeliveredAt: string | null;
                            /** @description The time until which the previous secret signs as well. */
                            previousSecretUntil: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            updatedAt: string;
                            /** @description The secret that verifies its webhooks. It is shown only once, and stored encrypted. */
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
            /** @description `not_found`: Not found. */
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
    listEventSubscriptions: {
        parameters: {
            query?: {
                /**
                 * @description Only the subscriptions to this user's jobs.
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
                /** @description The nextCursor of a page: returns the page after it. This is as fast as the first page, however long the list is. Rows that are added or changed meanwhile never repeat a page. */
                after?: string;
                /** @description The previousCursor of a page: returns the page before it. */
                before?: string;
                /** @description true counts all items, up to 10000. Counting a long list takes time. */
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
                            subscriptions: {
                                subscriptionId: string;
                                /** @enum {string} */
                                event: "job.completed" | "job.failed";
                                /** @description The URL that gets the events. */
                                url: string;
                                /** @description The user whose jobs it reports; null for all users. */
                                userId: string | null;
                                /** @description The only conversation that it reports; null for all. */
                                conversationId: number | null;
                                /** @description The only job that it reports; null for all. */
                                jobId: string | null;
                                /** @description The key that subscribed. The subscription ends with it. */
                                keyId: string | null;
                                /** @description The sign-in of the app that subscribed. The subscription ends with it. */
                                signInId: string | null;
                                /** @description The id of that app; null when a key or API_SECRET_KEY subscribed. */
                                clientId: string | null;
                                /** @description The name that the app gave when it registered. */
                                clientName: string | null;
                                /**
                                 * @description `barred` while OIDC_ALLOWED does not allow the person who signed in. The next event then ends it.
                                 * @enum {string}
                                 */
                                state: "active" | "barred";
                                /** Format: date-time */
                                createdAt: string;
                                /**
                                 * Format: date-time
                                 * @description When it ends, unless its client refreshes it before then.
                                 */
                                expiresAt: string;
                            }[];
                            /** @description The number of all items, counted up to 10000. Left out unless the request asks for the total. */
                            total?: number;
                            limit: number;
                            offset: number;
                            /** @description The offset of the next page, or null after the last page. Left out when the request sent a cursor. */
                            nextOffset?: number | null;
                            /** @description Send it as after to get the next page. Left out after the last page. */
                            nextCursor?: string;
                            /** @description Send it as before to get the page before this one. Left out on the first page, and when the request sent no cursor. */
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
            /** @description `not_found`: Not found. */
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
    endEventSubscription: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the subscription, from listEventSubscriptions or events/subscribe.
                 * @example sub_4f1c0de28a7b4c0f9d3e5a6b7c8d9e0f
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
                            subscriptionId: string;
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
            /** @description `not_found`: Not found. */
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
            /** @description `not_found`: Not found. */
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
            /** @description `not_found`: Not found. */
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
            /** @description `not_found`: Not found. */
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
            /** @description `not_found`: Not found. */
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
            /** @description `body_timeout`: The body did not arrive in time. */
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
                /** @description The nextCursor of a page: returns the page after it. This is as fast as the first page, however long the list is. Rows that are added or changed meanwhile never repeat a page. */
                after?: string;
                /** @description The previousCursor of a page: returns the page before it. */
                before?: string;
                /** @description true counts all items, up to 10000. Counting a long list takes time. */
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
                            /** @description The number of all items, counted up to 10000. Left out unless the request asks for the total. */
                            total?: number;
                            limit: number;
                            offset: number;
                            /** @description The offset of the next page, or null after the last page. Left out when the request sent a cursor. */
                            nextOffset?: number | null;
                            /** @description Send it as after to get the next page. Left out after the last page. */
                            nextCursor?: string;
                            /** @description Send it as before to get the page before this one. Left out on the first page, and when the request sent no cursor. */
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
            /** @description `not_found`: Not found. */
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
                /** @description The nextCursor of a page: returns the page after it. This is as fast as the first page, however long the list is. Rows that are added or changed meanwhile never repeat a page. */
                after?: string;
                /** @description The previousCursor of a page: returns the page before it. */
                before?: string;
                /** @description true counts all items, up to 10000. Counting a long list takes time. */
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
                                /** @description The first characters of the key, to recognise it. */
                                prefix: string;
                                scopes: ("chat" | "read" | "usage" | "admin")[];
                                /** @description The only user that the key acts for; null for all users. */
                                userId: string | null;
                                requestsPerHour: number | null;
                                /** @description The only models that the key may use; null for all. */
                                models: string[] | null;
                                /** @enum {string} */
                                state: "active" | "expired" | "revoked";
                                /** Format: date-time */
                                createdAt: string;
                                /** @description Accurate to a few seconds; null before the first use. */
                                lastUsedAt: string | null;
                                expiresAt: string | null;
                                revokedAt: string | null;
                                /** @description The usage of the key since the first of the month (UTC). */
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
                                /** @description The budgets of the key's user, the most used first; empty for a key that acts for all users. */
                                budgets: {
                                    /** @enum {string} */
                                    period: "day" | "month";
                                    /** @enum {string} */
                                    unit: "tokens" | "usd";
                                    spent: string;
                                    limit: string;
                                    isHard: boolean;
                                    /** @description spent divided by limit. At 1 or more, the budget is used up. */
                                    share: number;
                                }[];
                            }[];
                            /** @description The number of all items, counted up to 10000. Left out unless the request asks for the total. */
                            total?: number;
                            limit: number;
                            offset: number;
                            /** @description The offset of the next page, or null after the last page. Left out when the request sent a cursor. */
                            nextOffset?: number | null;
                            /** @description Send it as after to get the next page. Left out after the last page. */
                            nextCursor?: string;
                            /** @description Send it as before to get the page before this one. Left out on the first page, and when the request sent no cursor. */
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
            /** @description `not_found`: Not found. */
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
                    /** @description The purpose of the key, such as "GPT on my phone". */
                    name: string;
                    /**
                     * @description The permissions of the key: `chat` starts, continues and deletes conversations, `read` reads stored data, `usage` reads tokens, costs and budgets, `admin` retries jobs, deletes users and sets budgets.
                     * @default [
                     *       "chat",
                     *       "read"
                     *     ]
                     */
                    scopes?: ("chat" | "read" | "usage" | "admin")[];
                    /** @description Binds the key to this user, who must exist. The key then acts only for this user, and never as admin. */
                    userId?: string;
                    /**
                     * Format: date-time
                     * @description When the key expires; never by default.
                     */
                    expiresAt?: string;
                    /** @description The same, as days from now. */
                    expiresInDays?: number;
                    /** @description The key's own rate limit, in addition to the limit of each user. */
                    requestsPerHour?: number;
                    /** @description The only models that chats with this key may use: names, or prefixes with a star such as `gpt-6*` or `local/*`. */
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
                            /** @description The first characters of the key, to recognise it. */
                            prefix: string;
                            scopes: ("chat" | "read" | "usage" | "admin")[];
                            /** @description The only user that the key acts for; null for all users. */
                            userId: string | null;
                            requestsPerHour: number | null;
                            /** @description The only models that the key may use; null for all. */
                            models: string[] | null;
                            /** @enum {string} */
                            state: "active" | "expired" | "revoked";
                            /** Format: date-time */
                            createdAt: string;
                            /** @description Accurate to a few seconds; null before the first use. */
                            lastUsedAt: string | null;
                            expiresAt: string | null;
                            revokedAt: string | null;
                            /** @description The key. It is shown only once and not stored. */
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
            /** @description `not_found`: Not found. */
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
            /** @description `body_timeout`: The body did not arrive in time. */
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
                 * @description The id of the key, from createKey or listKeys; not the key itself.
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
                            /** @description The first characters of the key, to recognise it. */
                            prefix: string;
                            scopes: ("chat" | "read" | "usage" | "admin")[];
                            /** @description The only user that the key acts for; null for all users. */
                            userId: string | null;
                            requestsPerHour: number | null;
                            /** @description The only models that the key may use; null for all. */
                            models: string[] | null;
                            /** @enum {string} */
                            state: "active" | "expired" | "revoked";
                            /** Format: date-time */
                            createdAt: string;
                            /** @description Accurate to a few seconds; null before the first use. */
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
            /** @description `not_found`: Not found. */
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
                 * @description Only the sign-ins whose client acts only for this user.
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
                /** @description The nextCursor of a page: returns the page after it. This is as fast as the first page, however long the list is. Rows that are added or changed meanwhile never repeat a page. */
                after?: string;
                /** @description The previousCursor of a page: returns the page before it. */
                before?: string;
                /** @description true counts all items, up to 10000. Counting a long list takes time. */
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
                                /** @description The id of the client; a URL if the client is described by a document at that URL. */
                                clientId: string;
                                /** @description The only user that the client acts for; null for all users. */
                                userId: string | null;
                                /** @description The name that the client gave when it registered. */
                                clientName: string | null;
                                scopes: ("chat" | "read" | "usage" | "admin")[];
                                /**
                                 * @description `barred` while OIDC_ALLOWED does not allow the person; the client then has no access.
                                 * @enum {string}
                                 */
                                state: "active" | "barred";
                                /** Format: date-time */
                                signedInAt: string;
                                /** @description When the client last got an access token, which is valid for an hour; null before the first. */
                                lastTokenAt: string | null;
                                /**
                                 * Format: date-time
                                 * @description When it ends, unless the client gets another token before then.
                                 */
                                expiresAt: string;
                            }[];
                            /** @description The number of all items, counted up to 10000. Left out unless the request asks for the total. */
                            total?: number;
                            limit: number;
                            offset: number;
                            /** @description The offset of the next page, or null after the last page. Left out when the request sent a cursor. */
                            nextOffset?: number | null;
                            /** @description Send it as after to get the next page. Left out after the last page. */
                            nextCursor?: string;
                            /** @description Send it as before to get the page before this one. Left out on the first page, and when the request sent no cursor. */
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
            /** @description `not_found`: Not found. */
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
                 * @description The id of the sign-in, from listSignIns. It is not a secret.
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
                            /** @description The id of the client; a URL if the client is described by a document at that URL. */
                            clientId: string;
                            /** @description The only user that the client acts for; null for all users. */
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
            /** @description `not_found`: Not found. */
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
                 * @description Only the sessions that act only for this user.
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
                /** @description The nextCursor of a page: returns the page after it. This is as fast as the first page, however long the list is. Rows that are added or changed meanwhile never repeat a page. */
                after?: string;
                /** @description The previousCursor of a page: returns the page before it. */
                before?: string;
                /** @description true counts all items, up to 10000. Counting a long list takes time. */
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
                                /** @description The only user that the session acts for; null for a session of the owner. */
                                userId: string | null;
                                /** @description The personal key of the sign-in. The session ends with the key. */
                                keyId: string | null;
                                /** @description The User-Agent of the browser at the sign-in. */
                                userAgent: string | null;
                                /** @description True for the session that calls this. */
                                isCurrent: boolean;
                                /** Format: date-time */
                                signedInAt: string;
                                /**
                                 * Format: date-time
                                 * @description The last use, accurate to a minute.
                                 */
                                lastUsedAt: string;
                                /** Format: date-time */
                                expiresAt: string;
                            }[];
                            /** @description The number of all items, counted up to 10000. Left out unless the request asks for the total. */
                            total?: number;
                            limit: number;
                            offset: number;
                            /** @description The offset of the next page, or null after the last page. Left out when the request sent a cursor. */
                            nextOffset?: number | null;
                            /** @description Send it as after to get the next page. Left out after the last page. */
                            nextCursor?: string;
                            /** @description Send it as before to get the page before this one. Left out on the first page, and when the request sent no cursor. */
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
            /** @description `not_found`: Not found. */
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
                 * @description Only the sessions that act only for this user. Without it, the sessions of all users.
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
                            /** @description The number of sessions that have ended. */
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
            /** @description `not_found`: Not found. */
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
                 * @description The id of the session, from listSessions. It is not a secret.
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
            /** @description `not_found`: Not found. */
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
                                    refusedDelivery?: {
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
                        /** @description The API key that sent the message, unless it was API_SECRET_KEY. */
                        keyId?: string;
                        /** @description The id of the assistant's message. */
                        messageId?: number;
                        /** @description The assistant's answer. */
                        response?: string;
                        /** @description Present when the answer was too long for the caller and was cut: the offset of the rest, for getMessage. */
                        nextOffset?: number;
                        /** @description The answer as items. Present when it contains tool calls. */
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
                        /** @description The model that answered or was called last. Before the first call, the model that the message names. */
                        model?: string;
                        warnings?: string[];
                        /** @description Why the job failed or was cancelled. */
                        error?: {
                            code: string;
                            message: string;
                            /** @description The budget that is used up. Present with budget_exceeded. */
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
                            /** @description The budget that is used up. Present with budget_exceeded. */
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
                        /** @description The earlier job of the same conversation that this one waits for, and the time of its next attempt if the last one failed. */
                        waitsFor?: {
                            jobId: string;
                            /** @enum {string} */
                            status: "queued" | "running" | "completed" | "failed" | "cancelled";
                            /** Format: date-time */
                            nextAttemptAt?: string;
                        };
                        /** @description The user of the job. Only in webhooks to endpoints. */
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
                        /** @description The API key that sent the message, unless it was API_SECRET_KEY. */
                        keyId?: string;
                        /** @description The id of the assistant's message. */
                        messageId?: number;
                        /** @description The assistant's answer. */
                        response?: string;
                        /** @description Present when the answer was too long for the caller and was cut: the offset of the rest, for getMessage. */
                        nextOffset?: number;
                        /** @description The answer as items. Present when it contains tool calls. */
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
                        /** @description The model that answered or was called last. Before the first call, the model that the message names. */
                        model?: string;
                        warnings?: string[];
                        /** @description Why the job failed or was cancelled. */
                        error?: {
                            code: string;
                            message: string;
                            /** @description The budget that is used up. Present with budget_exceeded. */
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
                            /** @description The budget that is used up. Present with budget_exceeded. */
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
                        /** @description The earlier job of the same conversation that this one waits for, and the time of its next attempt if the last one failed. */
                        waitsFor?: {
                            jobId: string;
                            /** @enum {string} */
                            status: "queued" | "running" | "completed" | "failed" | "cancelled";
                            /** Format: date-time */
                            nextAttemptAt?: string;
                        };
                        /** @description The user of the job. Only in webhooks to endpoints. */
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
                        /** @description The API key that sent the message, unless it was API_SECRET_KEY. */
                        keyId?: string;
                        /** @description The id of the assistant's message. */
                        messageId?: number;
                        /** @description The assistant's answer. */
                        response?: string;
                        /** @description Present when the answer was too long for the caller and was cut: the offset of the rest, for getMessage. */
                        nextOffset?: number;
                        /** @description The answer as items. Present when it contains tool calls. */
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
                        /** @description The model that answered or was called last. Before the first call, the model that the message names. */
                        model?: string;
                        warnings?: string[];
                        /** @description Why the job failed or was cancelled. */
                        error?: {
                            code: string;
                            message: string;
                            /** @description The budget that is used up. Present with budget_exceeded. */
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
                            /** @description The budget that is used up. Present with budget_exceeded. */
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
                        /** @description The earlier job of the same conversation that this one waits for, and the time of its next attempt if the last one failed. */
                        waitsFor?: {
                            jobId: string;
                            /** @enum {string} */
                            status: "queued" | "running" | "completed" | "failed" | "cancelled";
                            /** Format: date-time */
                            nextAttemptAt?: string;
                        };
                        /** @description The user of the job. Only in webhooks to endpoints. */
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
                        /** @description The user of the budget; null for the budget of the server. */
                        userId: string | null;
                        /** @enum {string} */
                        period: "day" | "month";
                        /** @enum {string} */
                        unit: "tokens" | "usd";
                        soft: string | null;
                        hard: string | null;
                        /** @description The threshold of budget.alert. */
                        alertAt: string;
                        /** @description The amount spent in the period, at the time of the event. */
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
                        /** @description The user of the budget; null for the budget of the server. */
                        userId: string | null;
                        /** @enum {string} */
                        period: "day" | "month";
                        /** @enum {string} */
                        unit: "tokens" | "usd";
                        soft: string | null;
                        hard: string | null;
                        /** @description The threshold of budget.alert. */
                        alertAt: string;
                        /** @description The amount spent in the period, at the time of the event. */
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
