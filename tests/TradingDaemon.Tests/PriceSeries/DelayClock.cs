using System.Threading.Channels;
using TradingDaemon.PriceSeries;
using TradingDaemon.Tests.Execution.Support;
using TradingDaemon.Tests.Gating;

namespace TradingDaemon.Tests.PriceSeries;

/// <summary>A told clock that goes on only by what somebody waits for: while a question is out, it stands still.</summary>
internal sealed class DelayClock(SessionClock told) : TimeProvider
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    public override long TimestampFrequency => told.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => told.GetUtcNow();

    public override long GetTimestamp() => told.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = told.CreateTimer(callback, state, dueTime, period);
        if (dueTime != PriceKeeper.AnswerMax && dueTime != Timeout.InfiniteTimeSpan) _waits.Writer.TryWrite(dueTime); // how long an answer may take is nobody's wait
        return timer;
    }

    /// <summary>Forgets waits that were given up.</summary>
    public void Forget()
    {
        while (_waits.Reader.TryRead(out _)) { }
    }

    /// <summary>Until somebody waits.</summary>
    public async Task WaitsAsync()
    {
        using var late = new CancellationTokenSource(GatingRig.Patience);
        await _waits.Reader.WaitToReadAsync(late.Token);
    }

    /// <summary>Lets the next wait end.</summary>
    public async Task PassAsync()
    {
        using var late = new CancellationTokenSource(GatingRig.Patience);
        told.Advance(await _waits.Reader.ReadAsync(late.Token));
    }
}
