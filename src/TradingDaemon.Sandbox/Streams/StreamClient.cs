using TradingDaemon.Sandbox.Faults;

namespace TradingDaemon.Sandbox.Streams;

/// <summary>One client of the stream: who it is, what it wants, and its way out. Who and what change inside the floor only.</summary>
internal sealed class StreamClient(FaultBoard faults, TimeProvider clock) : IDisposable
{
    private const double UsualDelayMs = 100.0;
    private const double UsualHoldMs = 1_000.0;

    private readonly HashSet<(Channel Channel, int Instrument)> _subscriptions = [];

    /// <summary>Whose orders it hears of; null before it said who it is.</summary>
    public string? Account { get; set; }

    /// <summary>Frames on their way.</summary>
    public Outbox Outbox { get; } = new(clock);

    public bool Wants(Channel channel, int instrument) => _subscriptions.Contains((channel, instrument));

    public void Subscribe(Channel channel, int instrument) => _subscriptions.Add((channel, instrument));

    public void Unsubscribe(Channel channel, int instrument) => _subscriptions.Remove((channel, instrument));

    /// <summary>Sends a frame of news, unless or as a fault decides.</summary>
    public void Tell(byte[] frame, string kind, string symbol)
    {
        var occasion = new Occasion(Account, null, symbol, null, kind);
        if (faults.Draw(FaultKind.MuteStream, occasion) is not null || faults.Draw(FaultKind.DropFrame, occasion) is not null) return;
        if (faults.Draw(FaultKind.ReorderFrame, occasion) is { } reordered) Outbox.HoldBack(frame, reordered.Fault.Frames, reordered.Duration(UsualHoldMs));
        else if (faults.Draw(FaultKind.DelayFrame, occasion) is { } late) Outbox.SendLate(frame, kind, late.Duration(UsualDelayMs));
        else Outbox.Send(frame);
        if (faults.Draw(FaultKind.DuplicateFrame, occasion) is not null) Outbox.Send(frame);
    }

    /// <inheritdoc/>
    public void Dispose() => Outbox.Dispose();
}
