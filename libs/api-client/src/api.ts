// Made from libs/contracts/openapi.json by `npm run contracts`; not to be edited.

export interface paths {
    "/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who the caller is
         * @description Needs the scope `read`.
         */
        get: operations["whoAmI"];
        put?: never;
        /**
         * Sign in; the answer sets the session cookie
         * @description Nobody has to be signed in.
         */
        post: operations["signIn"];
        /**
         * Sign out: ends the session and takes the cookie away
         * @description Needs the scope `read`.
         */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change the own password; every other session of the user ends
         * @description Needs the scope `read`.
         */
        put: operations["changePassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A new password for the admin, shown once; every session of the tenant ends
         * @description For the owner of the data folder alone, through its control socket; everybody else hears 403.
         *
         *     Needs the scope `admin`.
         */
        post: operations["resetAdmin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * API tokens, without their secrets
         * @description Needs the scope `admin`.
         */
        get: operations["listTokens"];
        put?: never;
        /**
         * A new API token; its secret is in this answer alone
         * @description Needs the scope `admin`.
         */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tokens/{token}": {
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
         * End an API token at once
         * @description Needs the scope `admin`.
         */
        delete: operations["revokeToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sites by name
         * @description Needs the scope `read`.
         */
        get: operations["listSites"];
        put?: never;
        /**
         * A new site
         * @description Needs the scope `write`.
         */
        post: operations["createSite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sites/{site}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One site
         * @description Needs the scope `read`.
         */
        get: operations["getSite"];
        put?: never;
        post?: never;
        /**
         * Take a site away that has no devices; its locations and enrolment keys go with it
         * @description Needs the scope `admin`.
         */
        delete: operations["deleteSite"];
        options?: never;
        head?: never;
        /**
         * Change what is named; the rest stays
         * @description Needs the scope `write`.
         */
        patch: operations["changeSite"];
        trace?: never;
    };
    "/locations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Locations by name
         * @description Needs the scope `read`.
         */
        get: operations["listLocations"];
        put?: never;
        /**
         * A new location: a room, a rack position, a street corner
         * @description Needs the scope `write`.
         */
        post: operations["createLocation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/locations/{location}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One location
         * @description Needs the scope `read`.
         */
        get: operations["getLocation"];
        put?: never;
        post?: never;
        /**
         * Take a location away; devices there stay without one
         * @description Needs the scope `write`.
         */
        delete: operations["deleteLocation"];
        options?: never;
        head?: never;
        /**
         * Change what is named; the rest stays, the site always
         * @description Needs the scope `write`.
         */
        patch: operations["changeLocation"];
        trace?: never;
    };
    "/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Devices by external id, with what they are doing
         * @description Needs the scope `read`.
         */
        get: operations["listDevices"];
        put?: never;
        /**
         * Register a new device
         * @description Needs the scope `write`.
         */
        post: operations["createDevice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register devices from CSV
         * @description A header line, then a device a line: `device,site,profile` and, where wanted, `name,type,mac,gateway,location`. At most 10,000 lines. A line that is wrong is named and costs no other.
         *
         *     Needs the scope `write`.
         */
        post: operations["importDevices"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/{device}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One device
         * @description Needs the scope `read`.
         */
        get: operations["getDevice"];
        /**
         * Register a device, or change the one of this external id; what is left out stays
         * @description Needs the scope `write`.
         */
        put: operations["putDevice"];
        post?: never;
        /**
         * Take a device away with its secrets, its readings and its dead letters
         * @description Needs the scope `admin`.
         */
        delete: operations["deleteDevice"];
        options?: never;
        head?: never;
        /**
         * Change what is named; the rest stays. `disabled: true` closes its connection and refuses new ones
         * @description Needs the scope `write`.
         */
        patch: operations["changeDevice"];
        trace?: never;
    };
    "/devices/{device}/secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Secrets of a device, without themselves
         * @description Needs the scope `read`.
         */
        get: operations["listSecrets"];
        put?: never;
        /**
         * A new secret of a device; it is in this answer alone
         * @description Needs the scope `write`.
         */
        post: operations["issueSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/credentials/{credential}": {
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
         * End a secret or an enrolment key, and the connections it opened
         * @description Needs the scope `write`.
         */
        delete: operations["revokeCredential"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/{device}/battery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a battery is, and when it was last seen
         * @description Needs the scope `read`.
         */
        get: operations["getBattery"];
        /**
         * Set down what a battery is; what may be left out stays, null takes it away
         * @description Needs the scope `write`.
         */
        put: operations["putBattery"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/{device}/switches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Switches of a board, their state and last change
         * @description Needs the scope `read`.
         */
        get: operations["getSwitches"];
        /**
         * Set down all switches of a board; those that are not named are gone
         * @description Needs the scope `write`.
         */
        put: operations["putSwitches"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/profiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The newest version of each profile
         * @description Needs the scope `read`.
         */
        get: operations["listProfiles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/profiles/{profile}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All versions of a profile, the newest first
         * @description Needs the scope `read`.
         */
        get: operations["listProfileVersions"];
        put?: never;
        /**
         * The next version of a profile, or the first of a new one
         * @description Devices stay at their version until they are changed to it; `moveDevices` changes those of the version before.
         *
         *     Needs the scope `write`.
         */
        post: operations["addProfileVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/profiles/{profile}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One version of a profile
         * @description Needs the scope `read`.
         */
        get: operations["getProfileVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/profiles/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a payload would become; nothing is stored
         * @description Needs the scope `read`.
         */
        post: operations["tryPayload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/profile-hints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How each profile of a domain pack is best looked at
         * @description Needs the scope `read`.
         */
        get: operations["listHints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/enrolment-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Enrolment keys, without themselves
         * @description Needs the scope `read`.
         */
        get: operations["listEnrolmentKeys"];
        put?: never;
        /**
         * A key with which devices of a profile register themselves at a site; it is in this answer alone
         * @description Needs the scope `write`.
         */
        post: operations["createEnrolmentKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/snippets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Programs that connect a device of a profile, ready but for the names in capitals
         * @description Needs the scope `read`.
         */
        get: operations["getSnippets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/latest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Latest values of devices: those named, or those of a site
         * @description Needs the scope `read`.
         */
        get: operations["listLatest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/{device}/latest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Latest values of a device
         * @description Needs the scope `read`.
         */
        get: operations["getLatest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/{device}/series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Numeric series of a device, at most `points` of each metric; minima and maxima are kept
         * @description Needs the scope `read`.
         */
        get: operations["getSeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/{device}/series/raw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every value of a metric, of whatever type, oldest first
         * @description Needs the scope `read`.
         */
        get: operations["getRawSeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/{device}/series.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Readings of a device as CSV, a line a reading, streamed
         * @description Columns: `time` (RFC 3339, UTC), then each metric with its unit. Without `metric` all of the profile.
         *
         *     Needs the scope `read`.
         */
        get: operations["exportSeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What arrives, as server-sent events
         * @description Events: `reading` {device, at, receivedAt, values}, `refused` {device, receivedAt, kind, topic, reason}, `connection` {device, connected, at}, `device` {device, change}, `gap` where events were lost to this reader: fetch anew what you show. A comment every 15 s keeps the connection. `Last-Event-ID` goes on after that event, as far as they are kept. Who reads too slowly is disconnected.
         *
         *     Needs the scope `read`.
         */
        get: operations["live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Dead letters, the newest first
         * @description Needs the scope `read`.
         */
        get: operations["listDeadLetters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dead-letters/reasons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many dead letters there are of each reason
         * @description Needs the scope `read`.
         */
        get: operations["countDeadLetters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dead-letters/{letter}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One dead letter with its bytes
         * @description Needs the scope `read`.
         */
        get: operations["getDeadLetter"];
        put?: never;
        post?: never;
        /**
         * Take its bytes away; it stays counted
         * @description Needs the scope `write`.
         */
        delete: operations["discardDeadLetter"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dead-letters/{letter}/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What it would become if it were replayed so; nothing is stored
         * @description Needs the scope `read`.
         */
        post: operations["tryDeadLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dead-letters/{letter}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send it once more through check and log, edited or mapped; never stored twice
         * @description Answers when the log has it. Where any of it is refused again nothing is sent, and the problem names the reasons.
         *
         *     Needs the scope `write`.
         */
        post: operations["replayDeadLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dead-letter-replays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Replay jobs, the newest first
         * @description Needs the scope `read`.
         */
        get: operations["listReplays"];
        put?: never;
        /**
         * Replay all dead letters of a filter that were not replayed yet, as a job
         * @description Needs the scope `write`.
         */
        post: operations["startReplay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dead-letter-replays/{replay}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far a replay job has come
         * @description Needs the scope `read`.
         */
        get: operations["getReplay"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All devices by site and by domain
         * @description Needs the scope `read`.
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
    "/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The server: addresses, readiness, lag of the writer
         * @description Needs the scope `read`.
         */
        get: operations["getStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/{device}/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What became of all that a device sent
         * @description Needs the scope `read`.
         */
        get: operations["getLedger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/devices/{device}/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Receipts of a device by run, the newest run first: a gap is a loss
         * @description Needs the scope `read`.
         */
        get: operations["listReceipts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Connections of devices, by external id
         * @description Needs the scope `read`.
         */
        get: operations["listConnections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Battery: {
            device: string;
            /** @enum {string} */
            chemistry: "LFP" | "NMC" | "LCO" | "NCA";
            /** @description A.h */
            nominalCapacityAh: number;
            /** @description V */
            nominalVoltageV: number;
            /** @description W */
            maxChargePowerW: number;
            /** @description W */
            maxDischargePowerW: number;
            seriesCells: number;
            parallelCells: number;
            rackPosition: string | null;
            installedOn: string | null;
            commissionedOn: string | null;
            /** @description Name of its location within the site; a new one is made */
            location: string | null;
            firmware: string | null;
            /** @enum {string} */
            status: "unknown" | "online" | "offline" | "error" | "maintenance";
            /** @description When its newest reading was measured */
            lastSeen: number | null;
            /** @description null while it is not in the archive */
            archivedAt: number | null;
            /** @description ms since 1970-01-01T00:00:00Z */
            createdAt: number;
            createdBy: string;
            /** @description ms since 1970-01-01T00:00:00Z */
            updatedAt: number;
            updatedBy: string;
        };
        Caller: {
            /**
             * @description `owner`: through the control socket of the data folder
             * @enum {string}
             */
            kind: "user" | "token" | "owner";
            name: string;
            tenant: string;
            /** @enum {string} */
            scope: "read" | "write" | "admin";
            /** @description Of a session: goes into `X-CSRF-Token` of every request that changes something */
            csrfToken?: string;
            /** @description ms since 1970-01-01T00:00:00Z */
            expiresAt?: number;
        };
        Connection: {
            device: string;
            connected: boolean;
            since: number | null;
            /** @description Run of the process that holds it */
            member: string | null;
        };
        Credential: {
            id: string;
            /** @description ms since 1970-01-01T00:00:00Z */
            createdAt: number;
            expiresAt: number | null;
            revoked: boolean;
        };
        DeadLetter: {
            id: string;
            /** @description null where the device is gone */
            device: string | null;
            siteId: string;
            /** @enum {string} */
            kind: "reading" | "value" | "shed";
            /** @description ms since 1970-01-01T00:00:00Z */
            receivedAt: number;
            topic: string;
            reason: {
                rule: string;
                /** @description One sentence for people. */
                message: string;
                /** @description The metric, where one value was refused. */
                metric?: string;
                /** @description What was sent, as JSON text cut at 256 characters. */
                value?: string;
                /** @description What would be right, such as `0 to 5 V`. */
                expected?: string;
                /** @description Where in an array of readings, from 0. */
                at?: number;
            };
            /** @description Bytes */
            size: number;
            /** @description When it was replayed with success */
            replayedAt: number | null;
        };
        Device: {
            /** @description Its name in MQTT topics and in paths */
            device: string;
            id: string;
            name: string;
            /** @enum {string} */
            type: "device" | "esp32" | "sensor" | "gateway";
            siteId: string;
            /** @description The site's name */
            site: string;
            locationId: string | null;
            profile: {
                id: string;
                version: number;
            };
            /** @description The device that publishes for it */
            gateway: string | null;
            mac: string | null;
            firmware: string | null;
            disabled: boolean;
            /** @description ms since 1970-01-01T00:00:00Z */
            createdAt: number;
            /** @description ms since 1970-01-01T00:00:00Z */
            updatedAt: number;
        };
        DeviceImport: {
            created: number;
            /** @description Were there, just like that */
            unchanged: number;
            failed: {
                line: number;
                device: string | null;
                message: string;
            }[];
            secrets: {
                /** @description MQTT user name: the external id, with `@tenant` in any tenant but `default` */
                username: string;
                secret: string;
            }[];
        };
        DeviceSecret: {
            id: string;
            /** @description MQTT user name: the external id, with `@tenant` in any tenant but `default` */
            username: string;
            /** @description MQTT password; in this answer alone */
            secret: string;
            expiresAt: number | null;
        };
        EnrolmentKey: {
            id: string;
            siteId: string;
            profile: {
                id: string;
                version: number;
            };
            /** @description Devices that it has registered */
            registered: number;
            /** @description ms since 1970-01-01T00:00:00Z */
            createdAt: number;
            revoked: boolean;
        };
        Latest: {
            device: string;
            /** @description When the newest was measured; null where there is none */
            at: number | null;
            values: {
                [key: string]: components["schemas"]["MetricValue"];
            };
            /** @description UCUM */
            units: {
                [key: string]: string;
            };
        };
        /** @description What became of all that a device sent. Unit: the reading, but for refusedValues */
        Ledger: {
            /** @description The sum of stored, duplicate, superseded, expired, refused and shed */
            received: number;
            stored: number;
            duplicate: number;
            superseded: number;
            expired: number;
            refused: number;
            /** @description Values, not readings */
            refusedValues: number;
            shed: number;
            clockUnsynced: number;
            outOfOrder: number;
            missing: number;
            restarts: number;
            unchanged: number;
        };
        ListedDevice: {
            device: string;
            id: string;
            name: string;
            /** @enum {string} */
            type: "device" | "esp32" | "sensor" | "gateway";
            siteId: string;
            site: string;
            locationId: string | null;
            profile: {
                id: string;
                version: number;
            };
            /** @description The domain pack that brought the profile; `own` for one of your own */
            domain: string;
            disabled: boolean;
            /**
             * @description online: newest reading younger than the shortest staleness of its profile; stale: older; silent: none known
             * @enum {string}
             */
            state: "online" | "stale" | "silent";
            connected: boolean;
            /** @description When its newest reading arrived */
            lastReadingAt: number | null;
            /** @description Of the last full minute */
            readingsPerMinute: number;
            refusedLastHour: number;
        };
        Location: {
            id: string;
            siteId: string;
            name: string;
            latitudeDeg: number | null;
            longitudeDeg: number | null;
            altitudeM: number | null;
            /** @description ms since 1970-01-01T00:00:00Z */
            createdAt: number;
            /** @description ms since 1970-01-01T00:00:00Z */
            updatedAt: number;
        };
        MetricValue: number | boolean | string | number[];
        /** @description Applied to the JSON object, or to its `values` where it has some, of each reading */
        PayloadMapping: {
            /** @description Key of the payload → key that the profile reads */
            rename?: {
                [key: string]: string;
            };
            /** @description Key, after renaming → factor for its number */
            scale?: {
                [key: string]: number;
            };
            /** @description Keys to leave out */
            remove?: string[];
        };
        /** @description Time, value */
        Point: [
            number,
            components["schemas"]["MetricValue"]
        ];
        Problem: {
            /** @description Stable: `urn:fieldline:problem:<name>` */
            type: string;
            title: string;
            status: number;
            detail?: string;
            /** @description Each field at fault: where, and what would be right */
            faults?: {
                at: string;
                message: string;
            }[];
        };
        Profile: {
            id: string;
            version: number;
            name: string;
            /** @enum {string} */
            lifetime: "raw-24h" | "raw-30d" | "raw-90d" | "history";
            metrics: {
                metric: string;
                /** @description UCUM, in which it is stored; `1` for a plain number. */
                unit: string;
                /** @enum {string} */
                kind: "gauge" | "counter" | "absolute" | "state";
                /** @enum {string} */
                type: "number" | "boolean" | "string" | "number[]";
                /** @description Inclusive, in `unit`; of each element for `number[]`. */
                min?: number;
                /** @description Inclusive, in `unit`; of each element for `number[]`. */
                max?: number;
                /** @description Permitted strings of a state. */
                states?: string[];
                /** @description Largest believable change between neighbouring readings, in `unit`. */
                largestStep?: number;
                /** @description Without a value for so long it counts as stale. */
                stalenessSeconds: number;
                /** @description Where the payload names it otherwise: keys from the outside in, inside `values`. */
                keyPath?: string[];
                /** @description stored = sent × scale + offset. */
                scale?: number;
                /** @description In `unit`. */
                offset?: number;
                /** @description UCUM unit it arrives in, where `scale` and `offset` convert it. */
                arrivesIn?: string;
            }[];
            /** @description Devices of this version */
            devices: number;
            /** @description ms since 1970-01-01T00:00:00Z */
            createdAt: number;
        };
        ProfileDraft: {
            name: string;
            /** @enum {string} */
            lifetime: "raw-24h" | "raw-30d" | "raw-90d" | "history";
            metrics: {
                metric: string;
                /** @description UCUM, in which it is stored; `1` for a plain number. */
                unit: string;
                /** @enum {string} */
                kind: "gauge" | "counter" | "absolute" | "state";
                /** @enum {string} */
                type: "number" | "boolean" | "string" | "number[]";
                /** @description Inclusive, in `unit`; of each element for `number[]`. */
                min?: number;
                /** @description Inclusive, in `unit`; of each element for `number[]`. */
                max?: number;
                /** @description Permitted strings of a state. */
                states?: string[];
                /** @description Largest believable change between neighbouring readings, in `unit`. */
                largestStep?: number;
                /** @description Without a value for so long it counts as stale. */
                stalenessSeconds: number;
                /** @description Where the payload names it otherwise: keys from the outside in, inside `values`. */
                keyPath?: string[];
                /** @description stored = sent × scale + offset. */
                scale?: number;
                /** @description In `unit`. */
                offset?: number;
                /** @description UCUM unit it arrives in, where `scale` and `offset` convert it. */
                arrivesIn?: string;
            }[];
        };
        ProfileHints: {
            profile: string;
            domain: string;
            domainName: string;
            /** @description Metrics, the most telling first */
            order: string[];
            bands: {
                metric: string;
                from?: number;
                to?: number;
                meaning: string;
                /** @enum {string} */
                level: "normal" | "caution" | "critical";
            }[];
        };
        Receipts: {
            /** @description Run of the process that took the readings */
            runId: string;
            /** @enum {string} */
            stream: "reading" | "refused";
            /** @description The highest number applied */
            last: number;
            /** @description How many numbers were applied; equals `last` where nothing is missing */
            applied: number;
            gaps: {
                from: number;
                to: number;
            }[];
        };
        Replay: {
            id: string;
            /** @enum {string} */
            state: "running" | "done" | "failed";
            total: number;
            done: number;
            /** @description Are in the log */
            accepted: number;
            refusedAgain: number;
            reasons: {
                rule: string;
                message: string;
                count: number;
            }[];
            /** @description ms since 1970-01-01T00:00:00Z */
            startedAt: number;
            endedAt: number | null;
            problem: string | null;
        };
        Site: {
            id: string;
            name: string;
            /** @description IANA, such as Europe/Berlin */
            timeZone: string;
            /** @description ISO 4217 */
            currency: string;
            /** @description `history` keeps raw values without end; null leaves it to each profile */
            lifetime: "history" | null;
            devices: number;
            /** @description ms since 1970-01-01T00:00:00Z */
            createdAt: number;
            /** @description ms since 1970-01-01T00:00:00Z */
            updatedAt: number;
        };
        Switchboard: {
            device: string;
            /** @enum {string} */
            type: "device" | "esp32" | "sensor" | "gateway";
            chip: ("esp32" | "esp32-s3" | "esp32-c3") | null;
            mac: string | null;
            room: string | null;
            ip: string | null;
            firmware: string | null;
            /** @enum {string} */
            status: "unknown" | "online" | "offline" | "error" | "maintenance";
            /** @description Where it publishes, unless its firmware has topics of its own */
            topic: string;
            updateIntervalSeconds: number;
            switches: {
                id: string;
                name: string;
                /** @enum {string} */
                type: "light" | "fan" | "projector" | "ac" | "computer" | "outlet";
                /** @description Pin of its button; null: it has none */
                gpio: number | null;
                relayGpio: number;
                /** @description null: nothing was heard of it */
                state: boolean | null;
                toldAt: number | null;
                /** @description null: so for longer than a week */
                lastChange: number | null;
                unchangedSince: number | null;
            }[];
            /** @description ms since 1970-01-01T00:00:00Z */
            createdAt: number;
            createdBy: string;
            /** @description ms since 1970-01-01T00:00:00Z */
            updatedAt: number;
            updatedBy: string;
        };
        Token: {
            id: string;
            name: string;
            /** @enum {string} */
            scope: "read" | "write" | "admin";
            /** @description ms since 1970-01-01T00:00:00Z */
            createdAt: number;
            expiresAt: number | null;
            /** @description To the minute */
            lastUsedAt: number | null;
        };
        Trial: {
            readings: {
                /** @description null: the time of its arrival is taken */
                measuredAt: number | null;
                quality: string;
                boot: string | number | null;
                seq: number | null;
                values: {
                    [key: string]: components["schemas"]["MetricValue"];
                };
            }[];
            refused: {
                /** @enum {string} */
                kind: "reading" | "value";
                reason: {
                    rule: string;
                    /** @description One sentence for people. */
                    message: string;
                    /** @description The metric, where one value was refused. */
                    metric?: string;
                    /** @description What was sent, as JSON text cut at 256 characters. */
                    value?: string;
                    /** @description What would be right, such as `0 to 5 V`. */
                    expected?: string;
                    /** @description Where in an array of readings, from 0. */
                    at?: number;
                };
            }[];
        };
    };
    responses: {
        /** @description The request was not understood */
        Problem400: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not signed in, or the token is not valid (any more) */
        Problem401: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The caller lacks the scope, or the CSRF token */
        Problem403: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not found in the tenant of the caller */
        Problem404: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not a method of this path */
        Problem405: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description In conflict with what is there */
        Problem409: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Gone */
        Problem410: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It was changed meanwhile: If-Match names another version */
        Problem412: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too much at once */
        Problem413: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not a media type that is read here */
        Problem415: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Understood, and wrong: `faults` names each field */
        Problem422: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description If-Match is needed */
        Problem428: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many requests; `Retry-After` says when to come again */
        Problem429: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description A store or the log is away: try again */
        Problem503: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    whoAmI: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who the caller is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Caller"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Sign in; the answer sets the session cookie */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Caller"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            405: components["responses"]["Problem405"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    current: string;
                    next: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            405: components["responses"]["Problem405"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    resetAdmin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A new password for the admin, shown once; every session of the tenant ends */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        password: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listTokens: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string;
                /** @description At most so many items */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description API tokens, without their secrets */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Token"][];
                        next?: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats of the request with this key have no further effect */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @enum {string} */
                    scope: "read" | "write" | "admin";
                    /**
                     * @description null: never
                     * @default 90
                     */
                    expiresInDays?: number | null;
                };
            };
        };
        responses: {
            /** @description A new API token; its secret is in this answer alone */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        /** @enum {string} */
                        scope: "read" | "write" | "admin";
                        /** @description ms since 1970-01-01T00:00:00Z */
                        createdAt: number;
                        expiresAt: number | null;
                        /** @description To the minute */
                        lastUsedAt: number | null;
                        token: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            405: components["responses"]["Problem405"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    revokeToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description ULID of the token */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listSites: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string;
                /** @description At most so many items */
                limit?: number;
                /** @description The one of this very name */
                name?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sites by name */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Site"][];
                        next?: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    createSite: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats of the request with this key have no further effect */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @description IANA, such as Europe/Berlin */
                    timeZone: string;
                    /** @description ISO 4217 */
                    currency: string;
                    /**
                     * @description `history` keeps raw values without end; null leaves it to each profile
                     * @default null
                     */
                    lifetime?: "history" | null;
                };
            };
        };
        responses: {
            /** @description A new site */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Site"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            405: components["responses"]["Problem405"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    getSite: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version that the caller has */
                "If-None-Match"?: string;
            };
            path: {
                /** @description ULID of the site */
                site: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One site */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Site"];
                };
            };
            /** @description The caller has this version */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    deleteSite: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version that is meant */
                "If-Match"?: string;
            };
            path: {
                /** @description ULID of the site */
                site: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    changeSite: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version that is meant */
                "If-Match"?: string;
            };
            path: {
                /** @description ULID of the site */
                site: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/merge-patch+json": {
                    name?: string;
                    /** @description IANA, such as Europe/Berlin */
                    timeZone?: string;
                    /** @description ISO 4217 */
                    currency?: string;
                    /** @description `history` keeps raw values without end; null leaves it to each profile */
                    lifetime?: "history" | null;
                };
            };
        };
        responses: {
            /** @description Change what is named; the rest stays */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Site"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listLocations: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string;
                /** @description At most so many items */
                limit?: number;
                site?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Locations by name */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Location"][];
                        next?: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    createLocation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats of the request with this key have no further effect */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    siteId: string;
                    name: string;
                    /** @default null */
                    latitudeDeg?: number | null;
                    /** @default null */
                    longitudeDeg?: number | null;
                    /** @default null */
                    altitudeM?: number | null;
                };
            };
        };
        responses: {
            /** @description A new location: a room, a rack position, a street corner */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Location"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    getLocation: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version that the caller has */
                "If-None-Match"?: string;
            };
            path: {
                /** @description ULID of the location */
                location: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One location */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Location"];
                };
            };
            /** @description The caller has this version */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    deleteLocation: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version that is meant */
                "If-Match"?: string;
            };
            path: {
                /** @description ULID of the location */
                location: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            412: components["responses"]["Problem412"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    changeLocation: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version that is meant */
                "If-Match"?: string;
            };
            path: {
                /** @description ULID of the location */
                location: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/merge-patch+json": {
                    name?: string;
                    latitudeDeg?: number | null;
                    longitudeDeg?: number | null;
                    altitudeM?: number | null;
                };
            };
        };
        responses: {
            /** @description Change what is named; the rest stays, the site always */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Location"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listDevices: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string;
                /** @description At most so many items */
                limit?: number;
                /** @description Part of its external id or name, in any case */
                q?: string;
                site?: string;
                profile?: string;
                domain?: string;
                /** @description online: newest reading younger than the shortest staleness of its profile; stale: older; silent: none known */
                state?: "online" | "stale" | "silent";
                connected?: "true" | "false";
                disabled?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Devices by external id, with what they are doing */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ListedDevice"][];
                        next?: string;
                        /** @description How many match */
                        total: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    createDevice: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats of the request with this key have no further effect */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    device: string;
                    /** @description The site's name or ULID */
                    site: string;
                    /** @description Its newest version is taken */
                    profile: string;
                    name?: string;
                    /** @enum {string} */
                    type?: "device" | "esp32" | "sensor" | "gateway";
                    /** @description Of one interface, such as a4:cf:12:0b:3e:9d */
                    mac?: string | null;
                    gateway?: string | null;
                    locationId?: string | null;
                    disabled?: boolean;
                };
            };
        };
        responses: {
            /** @description Register a new device */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Device"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            405: components["responses"]["Problem405"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    importDevices: {
        parameters: {
            query?: {
                /** @description Make a secret for each new device */
                secrets?: "true" | "false";
            };
            header?: {
                /** @description Repeats of the request with this key have no further effect */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/csv": string;
            };
        };
        responses: {
            /** @description Register devices from CSV */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceImport"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            405: components["responses"]["Problem405"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    getDevice: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version that the caller has */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The device's name in MQTT topics; unique in its tenant */
                device: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One device */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Device"];
                };
            };
            /** @description The caller has this version */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    putDevice: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version that is meant */
                "If-Match"?: string;
            };
            path: {
                /** @description The device's name in MQTT topics; unique in its tenant */
                device: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The site's name or ULID */
                    site: string;
                    /** @description Its newest version is taken */
                    profile: string;
                    name?: string;
                    /** @enum {string} */
                    type?: "device" | "esp32" | "sensor" | "gateway";
                    /** @description Of one interface, such as a4:cf:12:0b:3e:9d */
                    mac?: string | null;
                    gateway?: string | null;
                    locationId?: string | null;
                    disabled?: boolean;
                };
            };
        };
        responses: {
            /** @description Register a device, or change the one of this external id; what is left out stays */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Device"];
                };
            };
            /** @description Register a device, or change the one of this external id; what is left out stays */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Device"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            405: components["responses"]["Problem405"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    deleteDevice: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version that is meant */
                "If-Match"?: string;
            };
            path: {
                /** @description The device's name in MQTT topics; unique in its tenant */
                device: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    changeDevice: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version that is meant */
                "If-Match"?: string;
            };
            path: {
                /** @description The device's name in MQTT topics; unique in its tenant */
                device: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/merge-patch+json": {
                    /** @description The site's name or ULID */
                    site?: string;
                    /** @description Its newest version is taken */
                    profile?: string;
                    name?: string;
                    /** @enum {string} */
                    type?: "device" | "esp32" | "sensor" | "gateway";
                    /** @description Of one interface, such as a4:cf:12:0b:3e:9d */
                    mac?: string | null;
                    gateway?: string | null;
                    locationId?: string | null;
                    disabled?: boolean;
                };
            };
        };
        responses: {
            /** @description Change what is named; the rest stays. `disabled: true` closes its connection and refuses new ones */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Device"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listSecrets: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string;
                /** @description At most so many items */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The device's name in MQTT topics; unique in its tenant */
                device: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Secrets of a device, without themselves */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Credential"][];
                        next?: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    issueSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats of the request with this key have no further effect */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The device's name in MQTT topics; unique in its tenant */
                device: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @default null */
                    expiresInSeconds?: number | null;
                    /**
                     * @description End all earlier secrets of it
                     * @default false
                     */
                    replace?: boolean;
                };
            };
        };
        responses: {
            /** @description A new secret of a device; it is in this answer alone */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceSecret"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    revokeCredential: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description ULID of the secret or key */
                credential: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    getBattery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The device's name in MQTT topics; unique in its tenant */
                device: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What a battery is, and when it was last seen */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Battery"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    putBattery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The device's name in MQTT topics; unique in its tenant */
                device: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    chemistry: "LFP" | "NMC" | "LCO" | "NCA";
                    /** @description A.h */
                    nominalCapacityAh: number;
                    /** @description V */
                    nominalVoltageV: number;
                    /** @description W */
                    maxChargePowerW: number;
                    /** @description W */
                    maxDischargePowerW: number;
                    seriesCells: number;
                    parallelCells: number;
                    rackPosition?: string | null;
                    installedOn?: string | null;
                    commissionedOn?: string | null;
                    /** @description Name of its location within the site; a new one is made */
                    location?: string | null;
                    firmware?: string | null;
                    /** @enum {string} */
                    status?: "online" | "offline" | "error" | "maintenance";
                };
            };
        };
        responses: {
            /** @description Set down what a battery is; what may be left out stays, null takes it away */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Battery"];
                };
            };
            /** @description Set down what a battery is; what may be left out stays, null takes it away */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Battery"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    getSwitches: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The device's name in MQTT topics; unique in its tenant */
                device: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Switches of a board, their state and last change */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Switchboard"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    putSwitches: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The device's name in MQTT topics; unique in its tenant */
                device: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    updateIntervalSeconds?: number;
                    room?: string | null;
                    ip?: string | null;
                    chip?: ("esp32" | "esp32-s3" | "esp32-c3") | null;
                    switches: {
                        id: string;
                        name: string;
                        /** @enum {string} */
                        type: "light" | "fan" | "projector" | "ac" | "computer" | "outlet";
                        /**
                         * @description Pin of its button; null: it has none
                         * @default null
                         */
                        gpio?: number | null;
                        relayGpio: number;
                    }[];
                };
            };
        };
        responses: {
            /** @description Set down all switches of a board; those that are not named are gone */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Switchboard"];
                };
            };
            /** @description Set down all switches of a board; those that are not named are gone */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Switchboard"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listProfiles: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string;
                /** @description At most so many items */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The newest version of each profile */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Profile"][];
                        next?: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listProfileVersions: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string;
                /** @description At most so many items */
                limit?: number;
            };
            header?: never;
            path: {
                profile: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All versions of a profile, the newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Profile"][];
                        next?: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    addProfileVersion: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats of the request with this key have no further effect */
                "Idempotency-Key"?: string;
            };
            path: {
                profile: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @enum {string} */
                    lifetime: "raw-24h" | "raw-30d" | "raw-90d" | "history";
                    metrics: {
                        metric: string;
                        /** @description UCUM, in which it is stored; `1` for a plain number. */
                        unit: string;
                        /** @enum {string} */
                        kind: "gauge" | "counter" | "absolute" | "state";
                        /** @enum {string} */
                        type: "number" | "boolean" | "string" | "number[]";
                        /** @description Inclusive, in `unit`; of each element for `number[]`. */
                        min?: number;
                        /** @description Inclusive, in `unit`; of each element for `number[]`. */
                        max?: number;
                        /** @description Permitted strings of a state. */
                        states?: string[];
                        /** @description Largest believable change between neighbouring readings, in `unit`. */
                        largestStep?: number;
                        /** @description Without a value for so long it counts as stale. */
                        stalenessSeconds: number;
                        /** @description Where the payload names it otherwise: keys from the outside in, inside `values`. */
                        keyPath?: string[];
                        /** @description stored = sent × scale + offset. */
                        scale?: number;
                        /** @description In `unit`. */
                        offset?: number;
                        /** @description UCUM unit it arrives in, where `scale` and `offset` convert it. */
                        arrivesIn?: string;
                    }[];
                    /** @default false */
                    moveDevices?: boolean;
                };
            };
        };
        responses: {
            /** @description The next version of a profile, or the first of a new one */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            405: components["responses"]["Problem405"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    getProfileVersion: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version that the caller has */
                "If-None-Match"?: string;
            };
            path: {
                profile: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One version of a profile */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            /** @description The caller has this version */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    tryPayload: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    profile?: string;
                    version?: number;
                    draft?: components["schemas"]["ProfileDraft"];
                    /** @description Under this device's profile */
                    device?: string;
                    /** @description The bytes as UTF-8 text */
                    payload: string;
                };
            };
        };
        responses: {
            /** @description What a payload would become; nothing is stored */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Trial"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listHints: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version that the caller has */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How each profile of a domain pack is best looked at */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ProfileHints"][];
                    };
                };
            };
            /** @description The caller has this version */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listEnrolmentKeys: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string;
                /** @description At most so many items */
                limit?: number;
                site?: string;
                profile?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Enrolment keys, without themselves */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["EnrolmentKey"][];
                        next?: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    createEnrolmentKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats of the request with this key have no further effect */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    siteId: string;
                    profile: string;
                };
            };
        };
        responses: {
            /** @description A key with which devices of a profile register themselves at a site; it is in this answer alone */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        siteId: string;
                        profile: {
                            id: string;
                            version: number;
                        };
                        /** @description Devices that it has registered */
                        registered: number;
                        /** @description ms since 1970-01-01T00:00:00Z */
                        createdAt: number;
                        revoked: boolean;
                        key: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    getSnippets: {
        parameters: {
            query: {
                profile: string;
                device?: string;
                /** @description What it signs in with: an enrolment key, or a secret of its own */
                credential?: "key" | "secret";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Programs that connect a device of a profile, ready but for the names in capitals */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        mqtt: {
                            url: string;
                            host: string;
                            port: number;
                            tls: boolean;
                            /** @description Whether other machines reach it */
                            lan: boolean;
                        };
                        topic: string;
                        /** @description What stands where the key or secret belongs */
                        passwordPlaceholder: string;
                        snippets: {
                            /** @enum {string} */
                            language: "arduino" | "micropython" | "python" | "node";
                            title: string;
                            file: string;
                            needs: string;
                            code: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listLatest: {
        parameters: {
            query?: {
                device?: string[];
                site?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Latest values of devices: those named, or those of a site */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Latest"][];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            413: components["responses"]["Problem413"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    getLatest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The device's name in MQTT topics; unique in its tenant */
                device: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Latest values of a device */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Latest"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    getSeries: {
        parameters: {
            query: {
                metric: string[];
                /** @description Inclusive; where absent 24 h before `to` */
                from?: string;
                /** @description Exclusive; where absent now */
                to?: string;
                points?: number;
            };
            header?: never;
            path: {
                /** @description The device's name in MQTT topics; unique in its tenant */
                device: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Numeric series of a device, at most `points` of each metric; minima and maxima are kept */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        device: string;
                        /** @description ms since 1970-01-01T00:00:00Z */
                        from: number;
                        /** @description ms since 1970-01-01T00:00:00Z */
                        to: number;
                        series: {
                            metric: string;
                            /** @description UCUM */
                            unit: string;
                            points: [
                                number,
                                number
                            ][];
                        }[];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    getRawSeries: {
        parameters: {
            query: {
                metric: string;
                /** @description Inclusive; where absent 24 h before `to` */
                from?: string;
                /** @description Exclusive; where absent now */
                to?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The device's name in MQTT topics; unique in its tenant */
                device: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every value of a metric, of whatever type, oldest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        metric: string;
                        unit: string;
                        points: components["schemas"]["Point"][];
                        next?: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    exportSeries: {
        parameters: {
            query?: {
                metric?: string[];
                /** @description Inclusive; where absent 24 h before `to` */
                from?: string;
                /** @description Exclusive; where absent now */
                to?: string;
            };
            header?: never;
            path: {
                /** @description The device's name in MQTT topics; unique in its tenant */
                device: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Readings of a device as CSV, a line a reading, streamed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    live: {
        parameters: {
            query?: {
                device?: string[];
                site?: string;
                event?: ("reading" | "refused" | "connection" | "device")[];
                /** @description As the header `Last-Event-ID`, for those who cannot set it */
                lastEventId?: string;
            };
            header?: {
                /** @description Id of the last event seen */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What arrives, as server-sent events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listDeadLetters: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string;
                /** @description At most so many items */
                limit?: number;
                device?: string;
                site?: string;
                /** @description Of the reason, such as `out-of-range` */
                rule?: string;
                kind?: "reading" | "value";
                replayed?: "true" | "false";
                /** @description ms since 1970-01-01T00:00:00Z, or RFC 3339 */
                from?: string;
                /** @description ms since 1970-01-01T00:00:00Z, or RFC 3339 */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Dead letters, the newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["DeadLetter"][];
                        next?: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    countDeadLetters: {
        parameters: {
            query?: {
                device?: string;
                site?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How many dead letters there are of each reason */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            rule: string;
                            /** @description With their bytes */
                            kept: number;
                            /** @description Counted alone */
                            beyondQuota: number;
                            /** @description Of the kept ones, those replayed with success */
                            replayed: number;
                            devices: number;
                            /** @description ms since 1970-01-01T00:00:00Z */
                            lastAt: number;
                        }[];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    getDeadLetter: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version that the caller has */
                "If-None-Match"?: string;
            };
            path: {
                letter: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One dead letter with its bytes */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description null where the device is gone */
                        device: string | null;
                        siteId: string;
                        /** @enum {string} */
                        kind: "reading" | "value" | "shed";
                        /** @description ms since 1970-01-01T00:00:00Z */
                        receivedAt: number;
                        topic: string;
                        reason: {
                            rule: string;
                            /** @description One sentence for people. */
                            message: string;
                            /** @description The metric, where one value was refused. */
                            metric?: string;
                            /** @description What was sent, as JSON text cut at 256 characters. */
                            value?: string;
                            /** @description What would be right, such as `0 to 5 V`. */
                            expected?: string;
                            /** @description Where in an array of readings, from 0. */
                            at?: number;
                        };
                        /** @description Bytes */
                        size: number;
                        /** @description When it was replayed with success */
                        replayedAt: number | null;
                        /** @description Base64 */
                        payload: string;
                        /** @description The same, where it is UTF-8 */
                        text: string | null;
                        /** @description SHA-256, hex */
                        hash: string;
                    };
                };
            };
            /** @description The caller has this version */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    discardDeadLetter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                letter: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    tryDeadLetter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                letter: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Instead of its own bytes */
                    payload?: string;
                    mapping?: components["schemas"]["PayloadMapping"];
                };
            };
        };
        responses: {
            /** @description What it would become if it were replayed so; nothing is stored */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        readings: {
                            /** @description null: the time of its arrival is taken */
                            measuredAt: number | null;
                            quality: string;
                            boot: string | number | null;
                            seq: number | null;
                            values: {
                                [key: string]: components["schemas"]["MetricValue"];
                            };
                        }[];
                        refused: {
                            /** @enum {string} */
                            kind: "reading" | "value";
                            reason: {
                                rule: string;
                                /** @description One sentence for people. */
                                message: string;
                                /** @description The metric, where one value was refused. */
                                metric?: string;
                                /** @description What was sent, as JSON text cut at 256 characters. */
                                value?: string;
                                /** @description What would be right, such as `0 to 5 V`. */
                                expected?: string;
                                /** @description Where in an array of readings, from 0. */
                                at?: number;
                            };
                        }[];
                        /** @description What would be read, after edit and mapping */
                        payload: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    replayDeadLetter: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats of the request with this key have no further effect */
                "Idempotency-Key"?: string;
            };
            path: {
                letter: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    payload?: string;
                    mapping?: components["schemas"]["PayloadMapping"];
                };
            };
        };
        responses: {
            /** @description Send it once more through check and log, edited or mapped; never stored twice */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetter"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listReplays: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string;
                /** @description At most so many items */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Replay jobs, the newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Replay"][];
                        next?: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    startReplay: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats of the request with this key have no further effect */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    filter: {
                        device?: string;
                        site?: string;
                        /** @description Of the reason, such as `out-of-range` */
                        rule?: string;
                        /** @enum {string} */
                        kind?: "reading" | "value";
                    };
                    mapping?: components["schemas"]["PayloadMapping"];
                };
            };
        };
        responses: {
            /** @description Replay all dead letters of a filter that were not replayed yet, as a job */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Replay"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            405: components["responses"]["Problem405"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    getReplay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description ULID of the job */
                replay: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How far a replay job has come */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Replay"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    getOverview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All devices by site and by domain */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description ms since 1970-01-01T00:00:00Z */
                        at: number;
                        total: {
                            devices: number;
                            online: number;
                            stale: number;
                            silent: number;
                            connected: number;
                            disabled: number;
                            refusedLastHour: number;
                            /** @description Readings that arrived, mean of the last 10 s */
                            messagesPerSecond: number;
                        };
                        sites: {
                            siteId: string;
                            site: string;
                            devices: number;
                            online: number;
                            stale: number;
                            silent: number;
                            connected: number;
                            disabled: number;
                            refusedLastHour: number;
                            /** @description Readings that arrived, mean of the last 10 s */
                            messagesPerSecond: number;
                        }[];
                        domains: {
                            domain: string;
                            domainName: string;
                            devices: number;
                            online: number;
                            stale: number;
                            silent: number;
                            connected: number;
                            disabled: number;
                            refusedLastHour: number;
                            /** @description Readings that arrived, mean of the last 10 s */
                            messagesPerSecond: number;
                        }[];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    getStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The server: addresses, readiness, lag of the writer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        version: string;
                        runId: string;
                        /** @description ms since 1970-01-01T00:00:00Z */
                        startedAt: number;
                        ready: boolean;
                        checks: {
                            name: string;
                            critical: boolean;
                            problem?: string;
                        }[];
                        writer: {
                            /** @description Records not committed yet; null before it first runs */
                            lag: number | null;
                        };
                        addresses: {
                            transport: string;
                            host: string;
                            port: number;
                        }[];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    getLedger: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The device's name in MQTT topics; unique in its tenant */
                device: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What became of all that a device sent */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ledger"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listReceipts: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string;
                /** @description At most so many items */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The device's name in MQTT topics; unique in its tenant */
                device: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Receipts of a device by run, the newest run first: a gap is a loss */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Receipts"][];
                        next?: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    listConnections: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string;
                /** @description At most so many items */
                limit?: number;
                site?: string;
                connected?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Connections of devices, by external id */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Connection"][];
                        next?: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            405: components["responses"]["Problem405"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
}
