using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Execution.Tracking;

/// <summary>How long an order may still be sent. Its age so far is by the market's clock, what follows by elapsed time: a clock that is set back makes nothing young again.</summary>
internal sealed class Freshness
{
    private readonly TimeProvider _market;
    private readonly long _takenAt;
    private readonly TimeSpan _ageThen;
    private readonly TimeSpan _ageMax;
    private bool _isOver;

    /// <summary>Begins to count.</summary>
    public Freshness(OrderIntent intent, TimeSpan ageMax, TimeProvider market)
    {
        var age = market.GetUtcNow() - intent.DecidedAt;
        (_market, _takenAt, _ageMax) = (market, market.GetTimestamp(), ageMax);
        _ageThen = age > TimeSpan.Zero ? age : TimeSpan.Zero; // decided in the future: the clock was set back meanwhile
    }

    /// <summary>Its age now.</summary>
    public TimeSpan Age => _ageThen + _market.GetElapsedTime(_takenAt);

    /// <summary>How long it may still be sent; zero or less: it may not.</summary>
    public TimeSpan Left => _isOver ? TimeSpan.Zero : _ageMax - Age;

    /// <summary>It is not to be sent any more.</summary>
    public void End() => _isOver = true;
}
