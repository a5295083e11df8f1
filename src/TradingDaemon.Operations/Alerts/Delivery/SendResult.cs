namespace TradingDaemon.Operations.Alerts.Delivery;

/// <summary>What came of one attempt to pass a notice on.</summary>
public abstract record SendResult
{
    private SendResult() { }

    /// <summary>The other side took it.</summary>
    public sealed record Sent : SendResult;

    /// <summary>Not now; it may be taken later.</summary>
    /// <param name="Why">In words.</param>
    /// <param name="After">How long the other side asked to be left alone; null when it did not say.</param>
    public sealed record TryAgain(string Why, TimeSpan? After = null) : SendResult;

    /// <summary>Not this one, however often it is tried.</summary>
    /// <param name="Why">In words.</param>
    public sealed record Refused(string Why) : SendResult;
}
