namespace TradingDaemon.Engine.Books;

/// <summary>Something done again and again by a clock that may be set back: then it is due at once, and not when the clock is where it was.</summary>
/// <param name="interval">How often; above zero.</param>
public struct Regularly(TimeSpan interval)
{
    private DateTimeOffset _doneAt;

    /// <summary>Whether it is time to. Said until it is <see cref="Done"/>.</summary>
    public readonly bool IsDue(DateTimeOffset now) => (now - _doneAt).Duration() >= interval;

    /// <summary>It was done.</summary>
    public void Done(DateTimeOffset now) => _doneAt = now;

    /// <summary>It is due now, whenever it was done.</summary>
    public void Hurry() => _doneAt = default;
}
