package io.llmlab.alert.notify;

/// The statement that claims deliveries.
final class ClaimStatement {

    /// What a channel hears of one alert it hears in order: a pager that is told of the end before the
    /// beginning calls somebody about what is over. `offset 0` keeps this a look at the few rows of one alert,
    /// step by step: as a join it reads all deliveries for each where the planner knows no sizes yet, and takes
    /// seconds. `+ 0` keeps it from reading all that was ever said before by the index of messages.
    private static final String IN_ORDER = """
            not exists (
                select from notification_alert about
                where about.notification_id = d.notification_id and exists (
                    select from notification_alert former
                    where former.alert_id = about.alert_id and former.notification_id + 0 < d.notification_id
                      and exists (
                        select from delivery earlier
                        where earlier.notification_id = former.notification_id
                          and earlier.channel = d.channel and earlier.status in ('PENDING', 'SENDING')
                        offset 0)
                    offset 0)
                offset 0)""";

    /// All its alerts are over or in somebody's hands: people took them so in the same instant, and neither saw
    /// that theirs was the last one. By a value of its few rows: asked by `exists`, the planner reads what every
    /// message was ever about into a table of hashes.
    private static final String NEEDLESS = """
            coalesce((select bool_and(about.settled) from notification_alert about
                      where about.notification_id = d.notification_id), false)""";

    /// Each channel's oldest, so many as it has slots free, and by turns where all together have too few: what
    /// waits for one stands before nothing of another. The channels that something waits for are found by stepping
    /// from one to the next in the index, not by reading what waits. One that the system disabled keeps what
    /// waits for it until a person has looked at it.
    ///
    /// A channel with a limit gets one at a time, and its turn is in its row: instances together keep to the
    /// limit. So does one after a wait that its receiver asked for, until the first has been answered: what has
    /// gathered meanwhile would come down on it at once. What a person asked for waits for no turn.
    ///
    /// Patience begins with the first attempt, and anew where the receiver asked to be left alone: what only
    /// waited for its turn has all of it.
    ///
    /// What a person asked for is looked for on its own: as one condition among others the planner reads for it all
    /// that waits. What is claimed is found by an array of ids: for a join the planner expects as many as there are
    /// slots, and reads the whole table.
    ///
    /// Locks: deliveries without waiting, then the channels' paces by name, like whatever else takes both.
    ///
    /// Parameters: deliveries in all, slots of a channel, the channels that hold some and how many, the lease in
    /// milliseconds, the types that have a limit and their limits.
    private static final String TEMPLATE = """
            with recursive waiting (channel) as (
                (select channel from delivery where status = 'PENDING' order by channel limit 1)
                union all
                select (select next.channel from delivery next
                        where next.status = 'PENDING' and next.channel > waiting.channel
                        order by next.channel limit 1)
                from waiting where waiting.channel is not null
            ), lane as (
                select waiting.channel, 60000.0 / coalesce(receiver.max_per_minute, usual.per_minute) as apart,
                       pace.probe_at is not null as probing,
                       coalesce(pace.free_at > now() or pace.probe_at > now(), false) as held,
                       coalesce(not receiver.enabled and receiver.disabled_reason is not null, false) as gone
                from waiting
                left join notification_channel receiver on receiver.name = waiting.channel
                left join channel_pace pace on pace.channel = waiting.channel
                left join unnest($6::text[], $7::int[]) as usual (type, per_minute) on usual.type = receiver.type
                where waiting.channel is not null
            ), forced as materialized (
                select id, channel from delivery where forced and status = 'PENDING' order by id limit 1000
            ), asked_for as (
                select d.id
                from delivery d
                where d.id = any (array(
                        select forced.id from forced join lane on lane.channel = forced.channel and not lane.gone))
                  and d.forced and d.status = 'PENDING' and d.due_at <= now() and :in_order
                order by d.id limit $1
                for update of d skip locked
            ), ready as (
                select oldest.id, oldest.needless, lane.channel, lane.apart, lane.apart is not null or lane.probing as single
                from lane
                left join unnest($3::text[], $4::int[]) as busy (channel, deliveries) using (channel)
                cross join lateral (
                    select d.id, d.due_at, :needless as needless
                    from delivery d
                    where d.channel = lane.channel and d.status = 'PENDING' and d.due_at <= now() and not d.forced
                      and :in_order
                    order by d.due_at
                    limit least(case when lane.apart is null and not lane.probing then $2 else 1 end,
                                greatest(0, $2 - coalesce(busy.deliveries, 0)))
                    for update skip locked) as oldest
                where not lane.held and not lane.gone
                order by row_number() over (partition by lane.channel order by oldest.due_at)
                limit $1
            ), turn as (
                insert into channel_pace as pace (channel, free_at)
                select channel, now() + coalesce(apart, 0) * interval '1 millisecond'
                from ready where single and not needless
                order by channel
                on conflict (channel) do update
                set free_at = excluded.free_at,
                    probe_at = case when pace.probe_at is not null then now() + $5 * interval '1 millisecond' end
                where pace.free_at <= now() and (pace.probe_at is null or pace.probe_at <= now())
                returning channel
            ), cancelled as (
                update delivery
                set status = 'CANCELLED', reason = 'nobody needs it any more', finished_at = now()
                where id = any (array(select id from ready where needless))
                returning notification_id, channel
            ), explained as (
                insert into alert_event (alert_id, at, kind, actor, reason, details)
                select about.alert_id, now(), 'CANCELLED', 'system', 'nobody needs it any more',
                       json_build_object('channels', json_build_array(cancelled.channel))::text
                from cancelled cross join lateral (
                    select alert_id from notification_alert where notification_id = cancelled.notification_id
                    offset 0) about
            ), claimed as (
                update delivery d
                set status = 'SENDING', attempts = attempts + 1, tried_since = coalesce(tried_since, now()),
                    forced = false, leased_until = now() + $5 * interval '1 millisecond'
                where d.id = any (array(
                    select id from asked_for
                    union all
                    select id from ready
                    where not needless and (not single or channel in (select channel from turn))))
                returning d.id, d.notification_id, d.channel, d.message_key, d.attempts,
                          d.attempts - d.uncounted as tries, d.tried_since, d.traceparent
            ), logged as (
                insert into delivery_attempt (delivery_id, attempt, started_at)
                select id, attempts, now() from claimed
            )
            select claimed.id, claimed.notification_id, claimed.channel, claimed.message_key, claimed.attempts,
                   claimed.tries, claimed.traceparent, notification.message,
                   extract(epoch from now() - greatest(claimed.tried_since, pace.held_until))::double precision as age,
                   receiver.type, receiver.enabled, receiver.config, receiver.secrets, receiver.version,
                   lane.apart::double precision as apart
            from claimed
            left join lane on lane.channel = claimed.channel
            left join channel_pace pace on pace.channel = claimed.channel
            join notification on notification.id = claimed.notification_id
            left join notification_channel receiver on receiver.name = claimed.channel""";

    static final String SQL = TEMPLATE.replace(":in_order", IN_ORDER).replace(":needless", NEEDLESS);

    private ClaimStatement() {}
}
