using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Streams;

/// <summary>One client of a stream: who it is, and the way to it, where faults wait.</summary>
internal sealed class StreamClient(FaultBoard faults, RequestFaults requestFaults, TimeProvider clock, CancellationToken stopping) : IDisposable
{
    private const double UsualDelayMs = 100.0;
    private const double UsualHoldMs = 1_000.0;

    private readonly CancellationTokenSource _ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);

    /// <summary>Whose orders it hears of; null before it said who it is. Set inside the floor only.</summary>
    public string? Account { get; set; }

    /// <summary>Frames on their way.</summary>
    public Outbox Outbox { get; } = new(clock);

    /// <summary>When it is gone, or is to go.</summary>
    public CancellationToken Ending => _ending.Token;

    /// <summary>Whether the connection is to be reset rather than closed.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Ends the conversation.</summary>
    public Task EndAsync() => _ending.CancelAsync();

    /// <summary>Sends an answer, or a sign of life: no fault of frames strikes it.</summary>
    public void Send(byte[] frame) => Outbox.Send(frame);

    /// <summary>Sends a frame of news, unless or as a fault decides.</summary>
    /// <param name="frame">As the venue writes it.</param>
    /// <param name="kind">quote, trade, book, bar, order, execution, balance or instrument.</param>
    /// <param name="symbol">Canonical; null when it is about none.</param>
    public void Tell(byte[] frame, string kind, string? symbol)
    {
        var occasion = new Occasion(Account, null, symbol, null, kind);
        if (faults.Draw(FaultKind.MuteStream, occasion) is not null || faults.Draw(FaultKind.DropFrame, occasion) is not null) return;
        if (faults.Draw(FaultKind.ReorderFrame, occasion) is { } reordered) Outbox.HoldBack(frame, reordered.Fault.Frames, reordered.Duration(UsualHoldMs));
        else if (faults.Draw(FaultKind.DelayFrame, occasion) is { } late) Outbox.SendLate(frame, kind, late.Duration(UsualDelayMs));
        else Outbox.Send(frame);
        if (faults.Draw(FaultKind.DuplicateFrame, occasion) is not null) Outbox.Send(frame);
    }

    /// <summary>Whether a fault wants a subscription to news of this kind neither answered nor kept.</summary>
    public bool IsSubscriptionIgnored(string kind) => faults.Draw(FaultKind.IgnoreSubscribe, new Occasion(Account, Frame: kind)) is not null;

    /// <summary>Carries out a request that came by the stream and sends its answer, unless or as a fault decides; ends when that is done.</summary>
    public async Task AnswerAsync(Occasion occasion, Func<ApiError, byte[]> refuse, Func<byte[]> carryOut)
    {
        if (await requestFaults.PassAsync(occasion, refuse, carryOut, Ending) is { } frame)
        {
            Send(frame);
            return;
        }

        IsCut = true;
        await EndAsync();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Outbox.Dispose();
        _ending.Dispose();
    }
}
