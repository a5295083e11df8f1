namespace TradingDaemon.Engine.Books;

/// <summary>For how long a venue says the same, statement after statement: what it says once may be a moment behind what it did.</summary>
/// <typeparam name="T">What it says.</typeparam>
public sealed class SaidAgain<T> where T : notnull
{
    private readonly Dictionary<string, Dictionary<T, Age>> _said = new(StringComparer.Ordinal);
    private Dictionary<T, Age> _before = [];
    private Dictionary<T, Age> _now = [];

    /// <summary>Another statement of the venue: what it does not say again is forgotten, so no more is kept than one statement says.</summary>
    public void Begin(string venue)
    {
        _before = _said.GetValueOrDefault(venue, []);
        _said[venue] = _now = [];
    }

    /// <summary>It says so; returns for how long it has in every statement, null when the one before did not.</summary>
    public TimeSpan? For(T what, DateTimeOffset now)
    {
        TimeSpan? since = _before.TryGetValue(what, out var before) ? before.Until(now) : null;
        _now[what] = new Age(since ?? TimeSpan.Zero, now);
        return since;
    }

    // Summed from statement to statement: a clock that is set back between two loses their time, and not what had passed before.
    private readonly record struct Age(TimeSpan Passed, DateTimeOffset At)
    {
        public TimeSpan Until(DateTimeOffset now) => now > At ? Passed + (now - At) : Passed;
    }
}
