namespace TradingDaemon.Engine.Books;

/// <summary>For how long a venue says the same, statement after statement: what it says once may be a moment behind what it did.</summary>
/// <typeparam name="T">What it says.</typeparam>
public sealed class SaidAgain<T> where T : notnull
{
    private readonly Dictionary<string, Dictionary<T, TimeSpan>> _said = new(StringComparer.Ordinal);
    private Dictionary<T, TimeSpan> _before = [];
    private Dictionary<T, TimeSpan> _now = [];
    private TimeSpan _madeAt;

    /// <summary>Another statement of the venue: what it does not say again is forgotten, so no more is kept than one statement says.</summary>
    /// <param name="venue">The venue.</param>
    /// <param name="madeAt">When, by a clock that only goes forward.</param>
    public void Begin(string venue, TimeSpan madeAt)
    {
        _before = _said.GetValueOrDefault(venue, []);
        (_said[venue], _madeAt) = (_now = [], madeAt);
    }

    /// <summary>It says so; returns for how long it has in every statement, null when the one before did not.</summary>
    public TimeSpan? For(T what)
    {
        var isAgain = _before.TryGetValue(what, out var first);
        _now[what] = isAgain ? first : _madeAt;
        return isAgain ? _madeAt - first : null;
    }
}
