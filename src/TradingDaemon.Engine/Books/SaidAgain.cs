namespace TradingDaemon.Engine.Books;

/// <summary>Since when a venue says the same, statement after statement: what it says once may be a moment behind what it did.</summary>
/// <typeparam name="T">What it says.</typeparam>
public sealed class SaidAgain<T> where T : notnull
{
    private readonly Dictionary<string, Dictionary<T, DateTimeOffset>> _said = new(StringComparer.Ordinal);
    private Dictionary<T, DateTimeOffset> _before = [];
    private Dictionary<T, DateTimeOffset> _now = [];

    /// <summary>Another statement of the venue: what it does not say again is forgotten, so no more is kept than one statement says.</summary>
    public void Begin(string venue)
    {
        _before = _said.GetValueOrDefault(venue, []);
        _said[venue] = _now = [];
    }

    /// <summary>It says so; returns for how long it has in every statement, null when the one before did not.</summary>
    public TimeSpan? For(T what, DateTimeOffset now)
    {
        TimeSpan? since = _before.TryGetValue(what, out var first) ? now - first : null;
        _now[what] = now - (since ?? TimeSpan.Zero);
        return since;
    }
}
