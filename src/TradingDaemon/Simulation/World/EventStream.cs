using System.Threading.Channels;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Simulation.Chance;
using TradingDaemon.Simulation.Time;

namespace TradingDaemon.Simulation.World;

/// <summary>The connection on which the venue reports: it loses, repeats and reorders, is cut, and falls silent without saying so.</summary>
internal sealed class EventStream(Fate fate, VirtualClock clock, FaultPoints points, Deeds deeds)
{
    private Connection? _open;
    private DateTimeOffset _mutedUntil;

    /// <summary>One connection of a process: opened after a moment, then whatever is reported, until it is cut or given up.</summary>
    public Task RunAsync(Lifeline life, VenueView view, ChannelWriter<VenueEvent> events, CancellationToken stopping)
    {
        var connection = new Connection(life, events);
        var registration = stopping.UnsafeRegister(_ => End(connection, static ended => ended.TrySetCanceled()), null);
        var refused = fate.Strikes(FaultKinds.Reports, 5);
        clock.After(fate.Between(5, 60), () =>
        {
            if (!life.IsAlive || connection.Ended.Task.IsCompleted) return;
            if (refused)
            {
                deeds.Did("connection refused");
                End(connection, static ended => ended.TrySetException(new VenueException(new VenueFault(VenueFaultKind.Retry, "refused", "The venue takes no connection."))));
                return;
            }

            _open = connection;
            deeds.Did("connection");
            view.Opened();
            Deliver(connection, new VenueEvent.StreamOpened(Ground.Venue, clock.Now));
        });
        return Watched(connection.Ended.Task, registration);
    }

    /// <summary>The venue says something.</summary>
    public void Report(VenueEvent report)
    {
        if (_open is not { } connection) return; // nobody listens: the queries tell
        if (fate.Strikes(FaultKinds.Reports, 400))
        {
            deeds.Did("stream muted");
            _mutedUntil = clock.Now + fate.Between(2_000, 30_000);
        }

        if (clock.Now < _mutedUntil && fate.Allows(FaultKinds.Reports)) return;
        if (fate.Strikes(FaultKinds.Reports, 20))
        {
            deeds.Did("event lost");
            if (fate.OneIn(3)) clock.After(fate.Between(100, 8_000), () => Cut(connection));
            return;
        }

        var isSlow = fate.Strikes(FaultKinds.Reports, 10);
        if (isSlow) deeds.Did("event overtaken");
        DeliverAfter(isSlow ? fate.Between(60, 4_000) : fate.Between(1, 60), connection, report);
        if (!fate.Strikes(FaultKinds.Reports, 20)) return;
        deeds.Did("event repeated");
        DeliverAfter(fate.Between(1, 6_000), connection, report);
    }

    /// <summary>The connection breaks, if there is one.</summary>
    public void Cut()
    {
        if (_open is { } connection) Cut(connection);
    }

    /// <summary>The process is dead: nobody is told.</summary>
    public void Drop() => _open = null;

    private void Cut(Connection connection)
    {
        if (_open != connection || !connection.Life.IsAlive) return;
        deeds.Did("stream cut");
        End(connection, static ended => ended.TrySetException(new VenueException(new VenueFault(VenueFaultKind.Retry, "reset", "The connection was reset."))));
    }

    private void End(Connection connection, Action<TaskCompletionSource> how)
    {
        if (_open == connection) _open = null;
        if (connection.Life.IsAlive) how(connection.Ended);
    }

    private void DeliverAfter(TimeSpan wait, Connection connection, VenueEvent report) => clock.After(wait, () =>
    {
        if (_open == connection) Deliver(connection, report);
    });

    private void Deliver(Connection connection, VenueEvent report)
    {
        if (!connection.Life.IsAlive || points.Dies(FaultPointKind.BeforeReceive)) return;
        if (!connection.Events.TryWrite(report)) throw new InvalidOperationException("The daemon does not take what the venue reports.");
        if (connection.Life.IsAlive) points.Dies(FaultPointKind.AfterReceive);
    }

    private static async Task Watched(Task ended, CancellationTokenRegistration registration)
    {
        try
        {
            await ended;
        }
        finally
        {
            registration.Unregister();
        }
    }

    private sealed record Connection(Lifeline Life, ChannelWriter<VenueEvent> Events)
    {
        public TaskCompletionSource Ended { get; } = new();
    }
}
